import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { announce, LIVE_REGION_ID } from "../../ui/announce.ts";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { useText } from "../../ui/text.ts";
import type { Source } from "../sight.ts";
import { Permissions } from "./permissions.tsx";
import { Sight } from "./sight.tsx";
import type { SettingsReport } from "../../src/messages/settings.ts";

interface FirstRunProps {
  source: Source;
  /** As the manifest names them. */
  permissions: readonly string[];
  optional: readonly string[];
  load: () => Promise<SettingsReport>;
  remember: (on: boolean) => Promise<SettingsReport>;
  openOptions: () => void;
}

/** What a person is told and asked once, after installation. */
export function FirstRun({ source, permissions, optional, load, remember, openOptions }: FirstRunProps): JSX.Element {
  const text = useText();
  return (
    <>
      <header>
        <img src="../icons/icon.svg" width="56" height="56" alt="" />
        <div>
          <h1>{text("first_run_title")}</h1>
          <p>{text("first_run_lead")}</p>
        </div>
      </header>
      <main>
        <section aria-labelledby="does">
          <h2 id="does">{text("first_run_does_heading")}</h2>
          <ul class="statements">
            <li>{text("first_run_does_badge")}</li>
            <li>{text("first_run_does_local")}</li>
            <li>{text("first_run_does_reload")}</li>
          </ul>
        </section>
        <Memory load={load} remember={remember} />
        <Sight source={source} />
        <Permissions required={permissions} optional={optional} />
        <section class="on">
          <p>{text("first_run_options_lead")}</p>
          <button type="button" class="button primary" data-testid="options" onClick={openOptions}>
            {text("first_run_options")}
          </button>
        </section>
      </main>
      <p id={LIVE_REGION_ID} class="visually-hidden" role="status" />
    </>
  );
}

function Memory({ load, remember }: Pick<FirstRunProps, "load" | "remember">): JSX.Element {
  const text = useText();
  const [report, setReport] = useState<SettingsReport>();
  const [failed, setFailed] = useState(false);
  const take = async (answer: Promise<SettingsReport>): Promise<boolean> => {
    try {
      setReport(await answer);
      setFailed(false);
      return true;
    } catch (error) {
      console.error(error);
      setFailed(true);
      return false;
    }
  };
  useEffect(() => void take(load()), []);
  const locked = report?.locked.includes("memory.remember") === true;
  return (
    <section aria-labelledby="memory">
      <h2 id="memory">{text("first_run_memory_heading")}</h2>
      <p>{text("first_run_memory_lead")}</p>
      {locked && <p class="by-policy">{text("settings_by_policy")}</p>}
      <RadioChoice
        name="remember" legend={text("first_run_memory_heading")} disabled={report === undefined || locked}
        chosen={report === undefined ? undefined : report.settings.memory.remember ? "on" : "off"}
        choices={(["on", "off"] as const).map((value) => ({ value, name: text(`first_run_memory_${value}`), meaning: text(`first_run_memory_${value}_meaning`) }))}
        onChoose={(value) => void take(remember(value === "on")).then((taken) => taken && announce(text("first_run_memory_said")))}
      />
      {failed && (
        <p class="refusal" role="alert">
          {text("options_trust_error_no_answer")}
        </p>
      )}
      <p class="muted">{text("first_run_memory_private")}</p>
    </section>
  );
}

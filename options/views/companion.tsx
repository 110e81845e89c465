import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CompanionReport } from "../../src/messages.ts";
import { announce } from "../../ui/announce.ts";
import { useText } from "../../ui/text.ts";

/** How the page speaks with whoever keeps the settings. */
export interface CompanionActions {
  load: () => Promise<CompanionReport>;
  change: (on: boolean) => Promise<CompanionReport>;
  /** Asks the browser for the permission to call the companion; within a click. Resolves to whether it is given. */
  allow: () => Promise<boolean>;
  /** Gives the permission back. */
  giveBack: () => Promise<unknown>;
}

/** Whether the companion may be asked. */
export function Companion({ load, change, allow, giveBack }: CompanionActions): JSX.Element {
  const text = useText();
  const [on, setOn] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const failed = (error: unknown): void => {
    console.error(error);
    setRefusal("options_trust_error_no_answer");
  };
  useEffect(() => {
    load().then((report) => setOn(report.on), failed);
  }, []);

  const set = async (wanted: boolean): Promise<void> => {
    setRefusal(undefined);
    // The box follows what was taken.
    setOn(wanted);
    const allowed = wanted && await allow();
    const report = await change(allowed);
    if (!wanted) await giveBack();
    setOn(report.on);
    if (wanted && !report.on) setRefusal("options_companion_refused");
    else announce(text(report.on ? "options_companion_on" : "options_companion_off"));
  };
  return (
    <section aria-labelledby="companion">
      <h2 id="companion">{text("options_companion_heading")}</h2>
      <p>{text("options_companion_lead")}</p>
      <label class="choice">
        <input type="checkbox" checked={on} data-testid="companion" onChange={(event) => void set(event.currentTarget.checked).catch((error: unknown) => {
          setOn(false);
          failed(error);
        })} />
        <span>
          <span class="choice-name">{text("options_companion")}</span>
          <span class="muted">{text("options_companion_meaning")}</span>
        </span>
      </label>
      {refusal !== undefined && (
        <p class="refusal" role="alert">
          {text(refusal)}
        </p>
      )}
    </section>
  );
}

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { useText } from "../../ui/text.ts";
import { CheckField } from "./fields.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { OptionsSection } from "./section.tsx";
import { useChanges } from "./state.ts";
import type { CompanionReport } from "../../src/messages/companion.ts";

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
export function CompanionSettings({ load, change, allow, giveBack }: CompanionActions): JSX.Element {
  const text = useText();
  const locked = useLocked("companion");
  const changes = useChanges();
  const [on, setOn] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const failed = (error: unknown): void => {
    console.error(error);
    setRefusal("options_trust_error_no_answer");
  };
  useEffect(() => {
    load().then((report) => setOn(report.on), failed);
  }, [changes]);

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
    <OptionsSection id="companion" heading={text("options_companion_heading")} lead={text("options_companion_lead")}>
      <ByPolicy path="companion" />
      <CheckField
        label={text("options_companion")} meaning={text("options_companion_meaning")} checked={on} disabled={locked} testId="companion"
        onChange={(wanted) => void set(wanted).catch((error: unknown) => {
          setOn(false);
          failed(error);
        })}
      />
      {refusal !== undefined && (
        <p class="refusal" role="alert">
          {text(refusal)}
        </p>
      )}
    </OptionsSection>
  );
}

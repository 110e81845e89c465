import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { InspectionReport } from "../../src/messages.ts";
import type { InspectionMode } from "../../src/settings/settings.ts";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";

/** How the page speaks with whoever keeps the settings. */
export interface InspectionActions {
  load: () => Promise<InspectionReport>;
  change: (mode: InspectionMode) => Promise<InspectionReport>;
  /** Calls back when the setting may have changed elsewhere; gives what ends that. */
  watch: (changed: () => void) => () => void;
}

const CHOICES = ["on-demand", "every-page"] as const;

/** When the browser's debugger is asked. Nothing where there is none to ask. */
export function Inspection({ load, change, watch }: InspectionActions): JSX.Element | null {
  const text = useText();
  const { value: chosen, failed, take } = useAnswer<InspectionReport>();
  useEffect(() => {
    take(load());
    return watch(() => take(load()));
  }, []);

  if (chosen?.available !== true) return null;
  const key = (mode: (typeof CHOICES)[number]): string => mode.replace("-", "_");
  return (
    <section aria-labelledby="inspection" data-testid="inspection-choice">
      <h2 id="inspection">{text("options_inspection_heading")}</h2>
      <p>{text("options_inspection_lead")}</p>
      {chosen.mode === "cancelled" && <p data-testid="inspection-cancelled">{text("options_inspection_cancelled")}</p>}
      <fieldset class="choices">
        <legend class="visually-hidden">{text("options_inspection_heading")}</legend>
        {CHOICES.map((mode) => (
          <label class="choice" key={mode}>
            <input type="radio" name="inspection" value={mode} checked={(chosen.mode === "every-page") === (mode === "every-page")} onChange={() => take(change(mode), text("options_inspection_said"))} />
            <span>
              <span class="choice-name">{text(`options_inspection_${key(mode)}`)}</span>
              <span class="muted">{text(`options_inspection_${key(mode)}_meaning`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {failed && (
        <p class="refusal" role="alert">
          {text("options_trust_error_no_answer")}
        </p>
      )}
    </section>
  );
}

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { InspectionMode } from "../../src/settings/settings.ts";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";
import { ByPolicy, useLocked } from "./policy.tsx";
import { NoAnswer, OptionsSection } from "./section.tsx";
import { useChanges } from "./state.ts";
import type { InspectionReport } from "../../src/messages/inspection.ts";

/** How the page speaks with whoever keeps the settings. */
export interface InspectionActions {
  load: () => Promise<InspectionReport>;
  change: (mode: InspectionMode) => Promise<InspectionReport>;
}

const CHOICES = ["on-demand", "every-page"] as const;

/** When the browser's debugger is asked. For a browser and a build that has one to ask. */
export function InspectionSettings({ load, change }: InspectionActions): JSX.Element {
  const text = useText();
  const locked = useLocked("inspection");
  const changes = useChanges();
  const { value: chosen, failed, take } = useAnswer<InspectionReport>();
  useEffect(() => take(load()), [changes]);

  const key = (mode: (typeof CHOICES)[number]): string => mode.replace("-", "_");
  return (
    <OptionsSection id="inspection" heading={text("options_inspection_heading")} lead={text("options_inspection_lead")} testId="inspection-choice">
      <ByPolicy path="inspection" />
      {chosen?.mode === "cancelled" && <p data-testid="inspection-cancelled">{text("options_inspection_cancelled")}</p>}
      <RadioChoice
        name="inspection" legend={text("options_inspection_heading")} disabled={chosen === undefined || locked}
        chosen={chosen === undefined ? undefined : chosen.mode === "every-page" ? chosen.mode : "on-demand"}
        choices={CHOICES.map((mode) => ({ value: mode, name: text(`options_inspection_${key(mode)}`), meaning: text(`options_inspection_${key(mode)}_meaning`) }))}
        onChoose={(mode) => take(change(mode), text("options_inspection_said"))}
      />
      {failed && <NoAnswer />}
    </OptionsSection>
  );
}

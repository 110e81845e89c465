import type { JSX } from "preact";
import { BADGE_MODES } from "../../src/settings/choices.ts";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { useText } from "../../ui/text.ts";
import { ByPolicy, useLocked } from "./policy.tsx";
import { OptionsSection } from "./section.tsx";
import type { SettingProps } from "./state.ts";

/** What the toolbar's badge says of a page. */
export function Badge({ report, set }: SettingProps): JSX.Element {
  const text = useText();
  const locked = useLocked("badge");
  return (
    <OptionsSection id="badge" heading={text("badge_option_heading")} lead={text("badge_option_lead")} testId="badge-choice">
      <ByPolicy path="badge" />
      <RadioChoice
        name="badge" legend={text("badge_option_heading")} chosen={report?.settings.badge} disabled={report === undefined || locked}
        choices={BADGE_MODES.map((mode) => ({ value: mode, name: text(`badge_option_${mode}`), meaning: text(`badge_option_${mode}_meaning`) }))}
        onChoose={(badge) => set({ badge }, "badge_option_said")}
      />
    </OptionsSection>
  );
}

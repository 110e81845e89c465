import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { BadgeMode } from "../../src/settings/settings.ts";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";
import { ByPolicy, useLocked } from "./policy.tsx";
import { NoAnswer, OptionsSection } from "./section.tsx";
import { useChanges } from "./state.ts";

/** In the order in which they are offered; the first is the default. */
const MODES: readonly BadgeMode[] = ["grade", "version", "expiry"];

/** How the page speaks with whoever keeps the settings. */
export interface BadgeActions {
  load: () => Promise<{ badge: BadgeMode }>;
  change: (badge: BadgeMode) => Promise<{ badge: BadgeMode }>;
}

/** What the toolbar's badge says of a page. */
export function Badge({ load, change }: BadgeActions): JSX.Element {
  const text = useText();
  const locked = useLocked("badge");
  const changes = useChanges();
  const { value, failed, take } = useAnswer<{ badge: BadgeMode }>();
  useEffect(() => take(load()), [changes]);

  return (
    <OptionsSection id="badge" heading={text("badge_option_heading")} lead={text("badge_option_lead")} testId="badge-choice">
      <ByPolicy path="badge" />
      <RadioChoice
        name="badge" legend={text("badge_option_heading")} chosen={value?.badge} disabled={value === undefined || locked}
        choices={MODES.map((mode) => ({ value: mode, name: text(`badge_option_${mode}`), meaning: text(`badge_option_${mode}_meaning`) }))}
        onChoose={(mode) => take(change(mode), text("badge_option_said"))}
      />
      {failed && <NoAnswer />}
    </OptionsSection>
  );
}

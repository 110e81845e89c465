import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { ProfileId } from "../../src/core/assessment.ts";
import { PROFILE_IDS } from "../../src/core/assessment.ts";
import { profileNameKey } from "../../ui/profile-name.ts";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";
import { ByPolicy, useLocked } from "./policy.tsx";
import { NoAnswer, OptionsSection } from "./section.tsx";
import { useChanges } from "./state.ts";

/** How the page speaks with whoever keeps the settings. */
export interface ProfileActions {
  load: () => Promise<{ profile: ProfileId }>;
  change: (profile: ProfileId) => Promise<{ profile: ProfileId }>;
}

/** What stands beside the grade in the popup. */
export function ProfileSettings({ load, change }: ProfileActions): JSX.Element {
  const text = useText();
  const locked = useLocked("profile");
  const changes = useChanges();
  const { value, failed, take } = useAnswer<{ profile: ProfileId }>();
  useEffect(() => take(load()), [changes]);

  return (
    <OptionsSection id="profile" heading={text("options_profile_heading")} lead={text("options_profile_lead")} testId="profile-choice">
      <ByPolicy path="profile" />
      <RadioChoice
        name="profile" legend={text("options_profile_heading")} chosen={value?.profile} disabled={value === undefined || locked}
        choices={PROFILE_IDS.map((id) => ({ value: id, name: text(profileNameKey(id)), meaning: text(`options_profile_${id.replace(/[^A-Za-z0-9]/g, "_")}`) }))}
        onChoose={(id) => take(change(id), text("options_profile_said"))}
      />
      {failed && <NoAnswer />}
    </OptionsSection>
  );
}

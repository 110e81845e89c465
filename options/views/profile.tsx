import type { JSX } from "preact";
import { PROFILE_IDS } from "../../src/core/rating/profile/ids.ts";
import { profileNameKey } from "../../ui/profile-name.ts";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { useText } from "../../ui/text.ts";
import { ByPolicy, useLocked } from "./policy.tsx";
import { OptionsSection } from "./section.tsx";
import type { SettingProps } from "./state.ts";

/** What stands beside the grade in the popup. */
export function ProfileSettings({ report, set }: SettingProps): JSX.Element {
  const text = useText();
  const locked = useLocked("profile");
  return (
    <OptionsSection id="profile" heading={text("options_profile_heading")} lead={text("options_profile_lead")} testId="profile-choice">
      <ByPolicy path="profile" />
      <RadioChoice
        name="profile" legend={text("options_profile_heading")} chosen={report?.settings.profile} disabled={report === undefined || locked}
        choices={PROFILE_IDS.map((id) => ({ value: id, name: text(profileNameKey(id)), meaning: text(`options_profile_${id.replace(/[^A-Za-z0-9]/g, "_")}`) }))}
        onChoose={(profile) => set({ profile }, "options_profile_said")}
      />
    </OptionsSection>
  );
}

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { ProfileId } from "../../src/assessment.ts";
import { PROFILE_IDS } from "../../src/assessment.ts";
import { profileNameKey } from "../../ui/profile-name.ts";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";

/** How the page speaks with whoever keeps the settings. */
export interface ProfileActions {
  load: () => Promise<{ profile: ProfileId }>;
  change: (profile: ProfileId) => Promise<{ profile: ProfileId }>;
}

/** What stands beside the grade in the popup. */
export function Profile({ load, change }: ProfileActions): JSX.Element {
  const text = useText();
  const { value, failed, take } = useAnswer<{ profile: ProfileId }>();
  useEffect(() => take(load()), []);

  return (
    <section aria-labelledby="profile" data-testid="profile-choice">
      <h2 id="profile">{text("options_profile_heading")}</h2>
      <p>{text("options_profile_lead")}</p>
      <fieldset class="choices" disabled={value === undefined}>
        <legend class="visually-hidden">{text("options_profile_heading")}</legend>
        {PROFILE_IDS.map((id) => (
          <label class="choice" key={id}>
            <input type="radio" name="profile" value={id} checked={value?.profile === id} onChange={() => take(change(id), text("options_profile_said"))} />
            <span>
              <span class="choice-name">{text(profileNameKey(id))}</span>
              <span class="muted">{text(`options_profile_${id.replace(/[^A-Za-z0-9]/g, "_")}`)}</span>
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

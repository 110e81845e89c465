import type { JSX } from "preact";
import type { ProfileReason, ProfileResult } from "../../src/core/assessment.ts";
import { Message } from "../../ui/message.tsx";
import { profileNameKey } from "../../ui/profile-name.ts";
import { LazyDetails } from "../../ui/lazy-details.tsx";
import { useText } from "../../ui/text.ts";
import { rulesByTitle } from "../../ui/rule-text.ts";

/** Whether a requirement or a profile is met, in a word. */
export function ProfileMark({ verdict }: { verdict: ProfileReason["verdict"] }): JSX.Element {
  const text = useText();
  return (
    <span class="profile-mark" data-verdict={verdict}>
      {text(`profile_verdict_${verdict}`)}
    </span>
  );
}

/** A profile and its verdict in a line. */
export function ProfileLine({ result }: { result: ProfileResult }): JSX.Element {
  const text = useText();
  return (
    <p class="profile-line" data-testid="chosen-profile" data-profile={result.profile} data-verdict={result.verdict}>
      {text(profileNameKey(result.profile))} <ProfileMark verdict={result.verdict} />
    </p>
  );
}

/** Each profile with its verdict; opened, what each of its requirements came to. */
export function Profiles({ results }: { results: readonly ProfileResult[] }): JSX.Element {
  const text = useText();
  return (
    <>
      <p class="muted lead">{text("popup_profiles_lead")}</p>
      <ul class="profiles">
        {results.map((result) => (
          <li key={result.profile} data-testid="profile" data-profile={result.profile} data-verdict={result.verdict}>
            <LazyDetails
              class="profile"
              summary={
                <>
                  <span class="profile-name">{text(profileNameKey(result.profile))}</span>
                  <ProfileMark verdict={result.verdict} />
                </>
              }
              content={() => <Reasons result={result} />}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

const ORDER: readonly ProfileReason["verdict"][] = ["fail", "unknown", "advice", "pass"];

function Reasons({ result }: { result: ProfileResult }): JSX.Element {
  const text = useText();
  const reasons = [...result.reasons].sort((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict));
  return (
    <div class="profile-body">
      <dl class="rows">
        {reasons.map(({ of, verdict, key, params, message }) => (
          <div key={of} data-verdict={verdict}>
            <dt>{text(`profile_of_${of}`)}</dt>
            <dd>
              <ProfileMark verdict={verdict} /> <Message id={key} params={params.map((param) => rulesByTitle(param, text))} fallback={message} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="muted">{text("popup_profile_unseen")}</p>
      <ul class="profile-unseen muted">
        {result.unseen.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ul>
    </div>
  );
}

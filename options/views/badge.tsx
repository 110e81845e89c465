import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { BadgeMode } from "../../src/settings/settings.ts";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";

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
  const { value, failed, take } = useAnswer<{ badge: BadgeMode }>();
  useEffect(() => take(load()), []);

  return (
    <section aria-labelledby="badge" data-testid="badge-choice">
      <h2 id="badge">{text("badge_option_heading")}</h2>
      <p>{text("badge_option_lead")}</p>
      <fieldset class="choices" disabled={value === undefined}>
        <legend class="visually-hidden">{text("badge_option_heading")}</legend>
        {MODES.map((mode) => (
          <label class="choice" key={mode}>
            <input type="radio" name="badge" value={mode} checked={value?.badge === mode} onChange={() => take(change(mode), text("badge_option_said"))} />
            <span>
              <span class="choice-name">{text(`badge_option_${mode}`)}</span>
              <span class="muted">{text(`badge_option_${mode}_meaning`)}</span>
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

import type { JSX } from "preact";
import type { Rating, RatingReason } from "../../src/core/assessment.ts";
import { Message } from "../../ui/message.tsx";
import { useText } from "../../ui/text.ts";
import { rulesByTitle } from "../../ui/rule-text.ts";

const ORDER: readonly RatingReason["of"][] = ["certificate", "protocol", "keyExchange", "cipher", "score", "grade"];

/** How each number came about, line by line. */
export function Arithmetic({ rating }: { rating: Rating }): JSX.Element {
  const text = useText();
  return (
    <dl class="rows">
      {ORDER.map((of) => {
        const reasons = rating.reasons.filter((reason) => reason.of === of);
        if (reasons.length === 0) return null;
        return (
          <div key={of}>
            <dt>{text(`popup_of_${of}`)}</dt>
            {reasons.map((reason, index) => (
              <dd key={index}>
                <Message id={reason.key} params={reason.params.map((param) => rulesByTitle(param, text))} fallback={reason.message} />
              </dd>
            ))}
          </div>
        );
      })}
      {rating.caps.length > 0 && (
        <div>
          <dt>{text("popup_caps")}</dt>
          {rating.caps.map(({ rule, grade, without }) => (
            <dd key={rule} data-testid="cap" data-rule={rule}>
              {text("popup_cap", [rulesByTitle(rule, text), grade, without ?? text("popup_no_grade")])}
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

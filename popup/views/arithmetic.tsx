import type { JSX } from "preact";
import type { Rating, RatingReason } from "../../src/assessment.ts";
import type { Text } from "../../src/text.ts";
import { Message } from "../../ui/message.tsx";
import { textOr, useText } from "../../ui/text.ts";
import { ruleKey } from "../findings.ts";

const ORDER: readonly RatingReason["of"][] = ["certificate", "protocol", "keyExchange", "cipher", "score", "grade"];

/** "connection/no-aead, connection/rc4", as the rating names what lowered a grade, by the rules' titles; anything else as it is. */
function rulesByTitle(param: string, text: Text): string {
  return param
    .split(", ")
    .map((rule) => textOr(text, `${ruleKey(rule)}_title`, rule))
    .join(", ");
}

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
    </dl>
  );
}

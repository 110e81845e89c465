import type { JSX } from "preact";
import type { Rating } from "../../src/core/assessment.ts";
import { useText } from "../../ui/text.ts";

/** The four numbers as bars. SVG, since its widths are attributes and need no inline style. */
export function Bars({ rating }: { rating: Rating }): JSX.Element {
  const text = useText();
  return (
    <ul class="bars" aria-label={text("popup_bars")}>
      <Bar name={text("popup_of_certificate")} value={rating.certificate} />
      <Bar name={text("popup_of_protocol")} value={rating.categories.protocol} />
      <Bar name={text("popup_of_keyExchange")} value={rating.categories.keyExchange} />
      <Bar name={text("popup_of_cipher")} value={rating.categories.cipher} />
    </ul>
  );
}

function Bar({ name, value }: { name: string; value: number | null }): JSX.Element {
  const text = useText();
  if (value === null) {
    return (
      <li class="bar unknown">
        <span>{name}</span>
        <span class="bar-track" aria-hidden="true" />
        <span class="bar-number muted">{text("popup_number_unknown")}</span>
      </li>
    );
  }
  return (
    <li class="bar">
      <span>{name}</span>
      <span class="bar-track" role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={value}>
        <svg width="100%" height="100%" aria-hidden="true">
          <rect class="bar-fill" width={`${value}%`} height="100%" />
        </svg>
      </span>
      <span class="bar-number" aria-hidden="true">
        {value}
      </span>
    </li>
  );
}

import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import type { ConnectionRow, PageConnection } from "../../src/messages/page.ts";

/** In the order of the bars of the page. */
const PARTS = ["certificate", "protocol", "keyExchange", "cipher"] as const;
/** Units of the drawing. */
const WIDTH = 4;
const GAP = 2;
const HEIGHT = 14;

/** The four numbers of a connection as bars the size of a word; in words for who does not see them. */
export function Strength({ connection }: { connection: PageConnection }): JSX.Element | null {
  const text = useText();
  const strength = strengthOf(connection);
  if (strength === undefined || PARTS.every((part) => strength[part] === null)) return null;
  const words = PARTS.map((part) => `${text(`popup_of_${part}`)} ${strength[part] ?? text("popup_strength_unknown")}`).join(", ");
  const width = PARTS.length * (WIDTH + GAP) - GAP;
  return (
    <>
      <svg class="strength" data-testid="strength" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <title>{words}</title>
        {PARTS.map((part, index) => (
          <Mark key={part} x={index * (WIDTH + GAP)} value={strength[part]} />
        ))}
      </svg>
      <span class="visually-hidden">{words}</span>
    </>
  );
}

function Mark({ x, value }: { x: number; value: number | null }): JSX.Element {
  if (value === null) return <rect class="strength-unknown" x={x + 0.5} y="0.5" width={WIDTH - 1} height={HEIGHT - 1} />;
  const height = (HEIGHT * value) / 100;
  return (
    <>
      <rect class="strength-track" x={x} y="0" width={WIDTH} height={HEIGHT} />
      <rect class="strength-fill" x={x} y={HEIGHT - height} width={WIDTH} height={height} />
    </>
  );
}

/** Whether it is here in full or as a row; undefined where there was no TLS, or no connection. */
function strengthOf({ assessment, row, error }: PageConnection): ConnectionRow["strength"] | undefined {
  if (error !== undefined) return undefined;
  if (assessment === null) return row?.strength;
  return { certificate: assessment.rating.certificate, ...assessment.rating.categories };
}

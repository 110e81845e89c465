import type { JSX } from "preact";
import type { EmbeddedTimestamps, Timestamp } from "../../src/core/assessment.ts";
import { plural, useText } from "../../ui/text.ts";
import { utcTime } from "../../ui/format.ts";

/** The logs that promised to publish a certificate, when, and whether they did. */
export function Timestamps({ timestamps: { list, total } }: { timestamps: EmbeddedTimestamps }): JSX.Element {
  const text = useText();
  const more = total - list.length;
  return (
    <div data-testid="timestamps">
      <dt>{plural(text, "popup_certificate_timestamps", total)}</dt>
      <dd>
        {/* A list that scrolls has to be reached by keyboard. */}
        <ul {...(list.length > 4 && { class: "scrolling", tabIndex: 0 })}>
          {list.map((timestamp, index) => (
            <li key={index} data-log={timestamp.log} data-signature={timestamp.signature}>
              <Log timestamp={timestamp} />
            </li>
          ))}
        </ul>
        {more > 0 && <p class="muted">{plural(text, "popup_more_names", more)}</p>}
      </dd>
    </div>
  );
}

function Log({ timestamp: { log, name, time, signature, reason } }: { timestamp: Timestamp }): JSX.Element {
  const text = useText();
  return (
    <>
      {text("popup_timestamp_of", [name ?? `${log.slice(0, 16)}…`, utcTime(time)])}
      <span class="mark">{text(`sct_${reason === undefined ? signature : `unknown_${reason}`}`)}</span>
    </>
  );
}

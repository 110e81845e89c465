import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ChevronIcon } from "../icons.tsx";
import { useText } from "../text.ts";
import { hexDump } from "./bytes.ts";

/** Bytes that are drawn at a time, however many there are. */
const PAGE = 256;

interface RawBytesProps {
  bytes: Uint8Array;
  /** Where they begin in the certificate. */
  start: number;
  summary: string;
}

/** Bytes in hex, with offsets, once somebody wants to see them. */
export function RawBytes({ bytes, start, summary }: RawBytesProps): JSX.Element {
  const [wanted, setWanted] = useState(false);
  return (
    <details class="raw-bytes" onToggle={(event) => event.currentTarget.open && setWanted(true)}>
      <summary>
        <ChevronIcon />
        {summary}
      </summary>
      {wanted && <Dump bytes={bytes} start={start} label={summary} />}
    </details>
  );
}

function Dump({ bytes, start, label }: { bytes: Uint8Array; start: number; label: string }): JSX.Element {
  const text = useText();
  const [from, setFrom] = useState(0);
  const shown = bytes.subarray(from, from + PAGE);
  return (
    <>
      <pre class="hex-dump" tabIndex={0} role="region" aria-label={label} data-testid="hex-dump">
        {hexDump(shown, start + from)}
      </pre>
      {bytes.length > PAGE && (
        <p class="raw-pages">
          <button type="button" class="button" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - PAGE))}>
            {text("viewer_previous")}
          </button>
          <button type="button" class="button" disabled={from + PAGE >= bytes.length} onClick={() => setFrom(from + PAGE)}>
            {text("viewer_next")}
          </button>
          <span class="muted" role="status">
            {text("viewer_raw_range", [String(start + from), String(start + from + shown.length - 1), String(bytes.length)])}
          </span>
        </p>
      )}
    </>
  );
}

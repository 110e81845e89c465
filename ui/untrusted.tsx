import type { JSX } from "preact";
import { textSegments } from "../src/core/text/visible-text.ts";
import { plural, useText } from "./text.ts";

/** More of one text helps nobody and costs layout; the export has it all. Characters. */
const SHOWN = 2000;

/** Text from a certificate, a server or an address: isolated in direction, with unseen characters written out. */
export function Untrusted({ text: given }: { text: string }): JSX.Element {
  const text = useText();
  const cut = given.length > SHOWN;
  const segments = textSegments(cut ? given.slice(0, SHOWN) : given);
  return (
    <bdi class="untrusted">
      {segments.map((segment) => (segment.escaped ? <span class="escaped">{segment.text}</span> : segment.text))}
      {cut && <span class="muted"> {plural(text, "ui_more_characters", given.length - SHOWN)}</span>}
    </bdi>
  );
}

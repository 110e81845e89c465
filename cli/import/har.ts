import { HarReader, type HarSummary } from "../../src/core/recordings/har.ts";
import { programName, type RecordingForm } from "./recording.ts";
import { amountOf } from "../amount.ts";

/** HTTP Archives, as developer tools save them. */
export const harForm: RecordingForm = {
  warning: `An HTTP Archive holds addresses of pages, headers, cookies and bodies: what tlscope makes of it holds hosts, addresses and
times, and none of those. It has no certificates and little of TLS: no browser writes them there. A NetLog has them.`,
  reader(onConnection) {
    const reader = new HarReader({ onConnection });
    return {
      push: (bytes) => reader.push(bytes),
      end: () => {
        const summary = reader.end();
        const browser = programName(summary.browser.name === undefined ? summary.creator : summary.browser);
        return { browser, from: `${amountOf(summary.entries, "request")} of ${browser}`, notes: [...notesOn(summary)] };
      },
    };
  },
};

function* notesOn({ damaged, without, complete }: HarSummary): Generator<string> {
  if (without > 0) yield `Of ${amountOf(without, "request")} no connection with TLS is told: plain http, from the browser's cache, or broken off.`;
  if (damaged > 0) yield `${amountOf(damaged, "request")} could not be read.`;
  if (!complete) yield "The archive was cut off. What is there was read.";
}

import { nodeDecompressors } from "../../companion/wire/decompressors.ts";
import { NetLogReader, type NetLogSummary } from "../../src/core/recordings/netlog.ts";
import { programName, type RecordingForm } from "./recording.ts";
import { amountOf } from "../amount.ts";

/** Chromium's NetLog. */
export const netLogForm: RecordingForm = {
  warning: `A NetLog holds all that the browser connected to while it was recorded, private windows, other profiles and the
browser's own requests among it, unmarked. What tlscope makes of it holds hosts, addresses, times and certificates, and no
address of a page, no cookie and no header: keep it like a browsing history all the same.`,
  reader(onConnection) {
    const reader = new NetLogReader({ decompressors: nodeDecompressors, onConnection });
    return {
      push: (bytes) => reader.push(bytes),
      end: () => {
        const summary = reader.end();
        const browser = programName(summary.client);
        return { browser, from: `${amountOf(summary.events, "event")} of ${browser}`, notes: [...notesOn(summary)] };
      },
    };
  },
};

function* notesOn({ damaged, complete, nameless, tried }: NetLogSummary): Generator<string> {
  if (nameless > 0) yield `${amountOf(nameless, "connection")} left out: the log began in the middle of them, and does not say with whom they were.`;
  if (damaged > 0) yield `${amountOf(damaged, "event")} could not be read.`;
  if (!complete) yield "The log was cut off: the browser was killed, or is writing still. What is there was read.";
  if (!tried) yield "TLScope was tried on logs of Chromium alone; other programs write the same format, and may mean other things by it.";
}

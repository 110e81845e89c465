import type { Readable } from "node:stream";
import type { Observation } from "../../src/core/observation.ts";
import type { Choice } from "../../src/core/recordings/choose.ts";
import type { ImportArguments, RecordingFormName } from "./arguments.ts";
import { CAPTURE_WARNING, readCapture } from "./capture.ts";
import { harForm } from "./har.ts";
import { netLogForm } from "./netlog.ts";
import { bytesOf } from "./read.ts";
import { readRecording, type Reading, type RecordingForm } from "./recording.ts";

const FORMS: Readonly<Record<Exclude<RecordingFormName, "capture">, RecordingForm>> = { netlog: netLogForm, har: harForm };

/** What is said before such a recording is read. */
export function warningOf(form: RecordingFormName): string {
  return form === "capture" ? CAPTURE_WARNING : FORMS[form].warning;
}

/** The connections of a recording that are chosen, one after the other; returns what was read. @throws InputError while it is read */
export function recordedConnections({ form, file, keyLog, ...options }: Omit<ImportArguments, "name" | "output">, stdin: Readable): AsyncGenerator<Observation, Reading> {
  const choice = choiceOf(options);
  if (form === "capture") return readCapture({ file, stdin, choice, ...(keyLog === undefined ? {} : { keyLog }) });
  return readRecording(FORMS[form], file, bytesOf(file, stdin), choice);
}

function choiceOf({ host, since, ownTraffic }: Pick<ImportArguments, "host" | "since" | "ownTraffic">): Choice {
  return { ownTraffic, ...(host === undefined ? {} : { host }), ...(since === undefined ? {} : { since }) };
}

import type { Assessment } from "../src/core/assessment.ts";
import { CertificateStore } from "../src/core/x509/certificate-store.ts";
import { shortAssessment } from "../src/core/telemetry/export.ts";
import type { Command } from "./arguments.ts";
import { assessDocument } from "./assess-document.ts";
import { assessFiles } from "./assess-files.ts";
import { lookupIn } from "./chain-drawing.ts";
import { EXIT, graver, InputError, type ExitStatus } from "./errors.ts";
import { runImport } from "./import/command.ts";
import { kindOfFile } from "./import/kind.ts";
import { reportOf } from "./report.ts";
import { rootsNote } from "./roots-note.ts";
import { noteOn, type Streams } from "./streams.ts";

/** `tlscope assess` of files: one connection in PEM files, or a document. @throws InputError */
export async function runAssess(command: Extract<Command, { name: "assess-files" | "assess-document" }>, streams: Streams): Promise<ExitStatus> {
  const { stdout } = streams;
  const certificates = new CertificateStore();
  if (command.name === "assess-files") {
    const assessment = await assessFiles(command.connection, certificates, noteOn(streams), command.client);
    stdout.write(command.json ? json(assessment) : reportOf(assessment, lookupIn(certificates)) + (command.connection.roots === undefined ? rootsNote(assessment) : ""));
    return statusOf([assessment]);
  }
  const kind = await kindOfFile(command.file);
  if (kind === "netlog" || kind === "har" || kind === "capture") return runImport({ name: "import", form: kind, file: command.file, output: { form: command.json ? "json" : "report" }, ownTraffic: false, client: command.client }, streams);
  if (kind === "observation-lines") throw new InputError(`${command.file} holds an observation a line: give it to tlscope assess --jsonl, on standard input`);
  const { assessments, isShort, omitted } = await assessDocument(command.file, certificates, command.client);
  const made = assessments.filter((assessment) => assessment !== null);
  if (omitted > 0) noteOn(streams)(`${command.file} is not whole: ${omitted} more ${omitted === 1 ? "kind of connection was" : "kinds of connection were"} seen, and there was no room to keep ${omitted === 1 ? "it" : "them"}`);
  stdout.write(command.json ? json(assessments.map((assessment, i) => assessment !== null && isShort[i] === true ? shortAssessment(assessment) : assessment)) : made.map((assessment) => reportOf(assessment, lookupIn(certificates))).join("\n"));
  return statusOf(made);
}

function statusOf(assessments: readonly Assessment[]): ExitStatus {
  return assessments.map(({ chain }) => chain.verdict === "invalid" ? EXIT.invalid : EXIT.valid).reduce(graver, EXIT.valid);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

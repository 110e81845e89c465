import packageJson from "../package.json" with { type: "json" };
import type { Assessment } from "../src/core/assessment.ts";
import { shortAssessment } from "../src/core/telemetry/export.ts";
import { CertificateStore } from "../src/core/x509/certificate-store.ts";
import { runAnchors } from "./anchors/command.ts";
import { readArguments } from "./arguments.ts";
import { assessDocument } from "./assess-document.ts";
import { assessFiles } from "./assess-files.ts";
import { assessLines } from "./assess-lines.ts";
import { lookupIn } from "./chain-drawing.ts";
import { runConvert } from "./convert/command.ts";
import { runImport } from "./import/command.ts";
import { kindOfFile } from "./import/kind.ts";
import { runCompanion } from "./companion/command.ts";
import { EXIT, graver, InputError, UsageError, type ExitStatus } from "./errors.ts";
import { HELP } from "./help.ts";
import { runRecord } from "./record/command.ts";
import { runProbe } from "./probe/command.ts";
import { runQuery } from "./query/command.ts";
import { QueryError } from "./query/query-error.ts";
import { reportOf } from "./report.ts";
import { rootsNote } from "./roots-note.ts";
import { rulesAsJson, rulesAsText } from "./rules.ts";
import { noteOn, type Streams } from "./streams.ts";

/** Does what the arguments after "tlscope" ask for. Bad usage and bad input are said on stderr; other errors are ours, and thrown. */
export async function run(args: readonly string[], streams: Streams): Promise<ExitStatus> {
  try {
    return await obey(args, streams);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputError || error instanceof QueryError)) throw error;
    noteOn(streams)(error.message);
    if (error instanceof UsageError) streams.stderr.write("Try tlscope --help.\n");
    return EXIT.failed;
  }
}

async function obey(args: readonly string[], streams: Streams): Promise<ExitStatus> {
  const { stdin, stdout } = streams;
  const command = readArguments(args);
  switch (command.name) {
    case "help":
      stdout.write(HELP);
      return EXIT.valid;
    case "version":
      stdout.write(`tlscope ${packageJson.version}\n`);
      return EXIT.valid;
    case "probe":
      return runProbe(command, streams);
    case "anchors":
      return runAnchors(command, streams);
    case "import":
      return runImport(command, streams);
    case "convert":
      return runConvert(command, streams);
    case "query":
      return runQuery(command, streams);
    case "record":
      return runRecord(command, streams);
    case "install-companion":
    case "uninstall-companion":
    case "native-host":
      return runCompanion(command, streams);
    case "rules":
      stdout.write(command.json ? json(rulesAsJson()) : rulesAsText());
      return EXIT.valid;
    case "assess-lines":
      return assessLines(stdin, stdout, command.client);
    case "assess-files": {
      const certificates = new CertificateStore();
      const assessment = await assessFiles(command.connection, certificates, noteOn(streams), command.client);
      stdout.write(command.json ? json(assessment) : reportOf(assessment, lookupIn(certificates)) + (command.connection.roots === undefined ? rootsNote(assessment) : ""));
      return statusOf([assessment]);
    }
    case "assess-document": {
      const kind = await kindOfFile(command.file);
      if (kind === "netlog" || kind === "har" || kind === "capture") return runImport({ name: "import", form: kind, file: command.file, output: { form: command.json ? "json" : "report" }, ownTraffic: false }, streams);
      if (kind === "observation-lines") throw new InputError(`${command.file} holds an observation a line: give it to tlscope assess --jsonl, on standard input`);
      const certificates = new CertificateStore();
      const { assessments, isShort, omitted } = await assessDocument(command.file, certificates, command.client);
      const made = assessments.filter((assessment) => assessment !== null);
      if (omitted > 0) noteOn(streams)(`${command.file} is not whole: ${omitted} more ${omitted === 1 ? "kind of connection was" : "kinds of connection were"} seen, and there was no room to keep ${omitted === 1 ? "it" : "them"}`);
      stdout.write(command.json ? json(assessments.map((assessment, i) => assessment !== null && isShort[i] === true ? shortAssessment(assessment) : assessment)) : made.map((assessment) => reportOf(assessment, lookupIn(certificates))).join("\n"));
      return statusOf(made);
    }
  }
}

function statusOf(assessments: readonly Assessment[]): ExitStatus {
  return assessments.map(({ chain }) => chain.verdict === "invalid" ? EXIT.invalid : EXIT.valid).reduce(graver, EXIT.valid);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

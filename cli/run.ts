import { readArguments } from "./arguments.ts";
import { EXIT, InputError, UsageError, type ExitStatus } from "./errors.ts";
import { QueryError } from "./query/query-error.ts";
import { noteOn, type Streams } from "./streams.ts";
import { versionLine } from "./version.ts";

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

/** Each command is loaded when it is asked for: what one needs, the others do not wait for. */
async function obey(args: readonly string[], streams: Streams): Promise<ExitStatus> {
  const { stdout } = streams;
  const command = readArguments(args);
  switch (command.name) {
    case "help":
      stdout.write((await import("./help.ts")).helpOn(command.on));
      return EXIT.valid;
    case "version":
      stdout.write(versionLine);
      return EXIT.valid;
    case "probe":
      return (await import("./probe/command.ts")).runProbe(command, streams);
    case "anchors":
      return (await import("./anchors/command.ts")).runAnchors(command, streams);
    case "import":
      return (await import("./import/command.ts")).runImport(command, streams);
    case "convert":
      return (await import("./convert/command.ts")).runConvert(command, streams);
    case "query":
      return (await import("./query/command.ts")).runQuery(command, streams);
    case "record":
      return (await import("./record/command.ts")).runRecord(command, streams);
    case "install-companion":
    case "uninstall-companion":
    case "native-host":
      return (await import("./companion/command.ts")).runCompanion(command, streams);
    case "rules":
      return (await import("./rules.ts")).printRules(command, streams);
    case "assess-lines":
      return (await import("./assess-lines.ts")).assessLines(streams.stdin, stdout, command.client, streams.program);
    case "assess-files":
    case "assess-document":
      return (await import("./assess-command.ts")).runAssess(command, streams);
  }
}

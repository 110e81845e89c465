import { EXIT, type ExitStatus } from "../errors.ts";
import type { Streams } from "../streams.ts";
import type { QueryArguments } from "./arguments.ts";
import { engine } from "./engine.ts";
import { askFiles } from "./files.ts";
import { printed } from "./print.ts";
import { questions, sqlOf } from "./questions.ts";
import { queryServer } from "./server.ts";

/** Answers a question to files or to a server. @throws UsageError, QueryError */
export async function runQuery({ question, files, server, output, yes }: QueryArguments, streams: Streams): Promise<ExitStatus> {
  if (question === undefined) {
    const known = questions();
    if (output !== "table") {
      streams.stdout.write(printed({ columns: ["name", "about"], rows: known.map(({ name, about }) => [name, about]) }, output));
      return EXIT.valid;
    }
    const width = Math.max(...known.map(({ name }) => name.length));
    streams.stdout.write(known.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join(""));
    return EXIT.valid;
  }
  const sql = sqlOf(question);
  const answer = server === undefined ? await askFiles(sql, files, await engine(yes, streams), streams) : await queryServer(sql, server);
  streams.stdout.write(printed(answer, output));
  return EXIT.valid;
}

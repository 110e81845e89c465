import { open } from "node:fs/promises";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fleetStructure, FLEET_TABLE } from "../../src/core/fleet/sql.ts";
import { thrownText } from "../../src/core/text/thrown-text.ts";
import { runConvert } from "../convert/command.ts";
import { NO_ROOM } from "../convert/sink.ts";
import { InputError } from "../errors.ts";
import type { Streams } from "../streams.ts";
import { readFleetAnswer, type FleetAnswer } from "./answer.ts";
import type { Engine } from "./engine.ts";
import { QueryError } from "./query-error.ts";
import { bareSql } from "./questions.ts";

type RowFormat = "Parquet" | "JSONEachRow" | "CSVWithNames";

/** Bytes that tell what a file is. */
const BEGIN = 64;

/**
 * Asks chDB of files: rows as `tlscope convert` writes them, or what it converts. A file is named by a link in a folder of ours, and that
 * name is bound: whatever a file is called, it is no SQL and no pattern. @throws QueryError
 */
export async function askFiles(sql: string, files: readonly string[], chdb: Engine, streams: Streams): Promise<FleetAnswer> {
  const folder = folderOfOurs();
  try {
    const parameters: Record<string, string> = {};
    const selects: string[] = [];
    for (const [i, file] of files.entries()) {
      const format = await formatOf(file);
      const link = join(folder, `${i}.rows`);
      if (format === undefined) await convertInto(link, file, streams);
      else symlinkSync(resolve(file), link);
      parameters[`file_${i}`] = link;
      selects.push(`SELECT * FROM file({file_${i}:String}, '${format ?? "JSONEachRow"}', '${fleetStructure().replaceAll("'", "''")}')`);
    }
    return readFleetAnswer(ask(chdb, withTable(sql, selects.join(" UNION ALL ")), parameters, files), "chDB");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function folderOfOurs(): string {
  try {
    return mkdtempSync(join(tmpdir(), "tlscope-query-"));
  } catch (error) {
    throw new QueryError("no-room", `${tmpdir()} cannot be written to: ${thrownText(error)}. Make room there, or name another folder in TMPDIR.`);
  }
}

function ask(chdb: Engine, sql: string, parameters: Readonly<Record<string, string>>, files: readonly string[]): string {
  try {
    return chdb.queryBind(sql, parameters, "JSONCompact");
  } catch (error) {
    // The links are ours: people know the files that they gave.
    const said = files.reduce((text, file, i) => text.replaceAll(parameters[`file_${i}`] ?? file, file), thrownText(error));
    throw new QueryError("bad-question", `chDB cannot answer: ${said.slice(0, 1000)}`);
  }
}

/** The question, with the table made of files. */
function withTable(sql: string, source: string): string {
  const bare = bareSql(sql.split("\n").filter((line) => !line.startsWith("--")).join("\n")).trimStart();
  const table = `WITH ${FLEET_TABLE} AS (${source})`;
  return /^WITH\s/i.test(bare) ? `${table}, ${bare.slice("WITH ".length)}` : `${table} ${bare}`;
}

/** undefined: these are no rows yet. */
async function formatOf(file: string): Promise<RowFormat | undefined> {
  let begin: string;
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGIN), 0, BEGIN, 0);
      begin = buffer.subarray(0, bytesRead).toString("latin1");
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new QueryError("bad-file", `${file} cannot be read: ${thrownText(error)}`);
  }
  if (begin.startsWith("PAR1")) return "Parquet";
  if (/^\s*\{\s*"record"\s*:/.test(begin)) return "JSONEachRow";
  return begin.startsWith("record,id,schema,") ? "CSVWithNames" : undefined;
}

async function convertInto(out: string, file: string, streams: Streams): Promise<void> {
  try {
    await runConvert({ name: "convert", files: [file], to: "ndjson", out }, streams);
  } catch (error) {
    if (error instanceof InputError && error.code === NO_ROOM) throw new QueryError("no-room", `${file} has to be converted first, and there is no room for that in ${tmpdir()}. Make room there, or name another folder in TMPDIR.`);
    if (error instanceof InputError) throw new QueryError("bad-file", error.message);
    throw error;
  }
}

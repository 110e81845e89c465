import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../errors.ts";

export interface FleetQuestion {
  name: string;
  /** What it asks, in a line. */
  about: string;
  sql: string;
}

/** The questions that are ready made: fleet/queries/NAME.sql, the first line of which says what it asks. */
export function questions(): FleetQuestion[] {
  const folder = fleetFile("queries");
  return readdirSync(folder).filter((file) => file.endsWith(".sql")).sort().map((file) => {
    const sql = readFileSync(join(folder, file), "utf8");
    return { name: file.slice(0, -".sql".length), about: /^-- (.*)/.exec(sql)?.[1] ?? "", sql };
  });
}

/** The SQL of a name, or the SQL itself. @throws UsageError for a word that is neither */
export function sqlOf(asked: string): string {
  const known = questions();
  const question = known.find(({ name }) => name === asked);
  if (question !== undefined) return question.sql;
  if (/\s/.test(asked)) return asked;
  throw new UsageError(`"${asked}" is no question; ready made are ${known.map(({ name }) => name).join(", ")}; anything else is asked in SQL, in quotes`);
}

/** SQL without blanks and semicolons at its end, after which nothing may be added. */
export function bareSql(sql: string): string {
  let end = sql.length;
  while (end > 0 && /[\s;]/.test(sql.charAt(end - 1))) end--;
  return sql.slice(0, end);
}

/** A file of the folder fleet/: beside the command as it is built, else in the sources. */
export function fleetFile(path: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, "fleet", path);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error(`fleet/${path} is missing beside ${import.meta.dirname}.`);
  }
}

import { fleetClusterSql, fleetColumnsTable, fleetSchemaSql } from "../src/core/fleet/sql.ts";

const BEGIN = "<!-- What follows is written by npm run docs:fleet from src/core/fleet/columns.ts. -->";
const END = "<!-- Up to here. -->";

/** What is written from the table of columns, by path from the root; `before` gives what stands there. Throws where the document lacks its marks. */
export function fleetDocuments(before: (path: string) => string): Map<string, string> {
  return new Map([
    ["fleet/schema.sql", fleetSchemaSql()],
    ["fleet/cluster.sql", fleetClusterSql()],
    ["docs/fleet.md", withColumns(before("docs/fleet.md"))],
  ]);
}

function withColumns(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END, begin);
  if (begin === -1 || end === -1) throw new Error(`The document lacks the lines "${BEGIN}" and "${END}".`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${fleetColumnsTable()}\n${document.slice(end)}`;
}

import { COLUMN_NAMES, columnOf, FLEET_SCHEMA, type ColumnKind } from "./columns.ts";

/** The table that every question is asked of: of a server's database, or made of the files that were given. */
export const FLEET_TABLE = "telemetry";

/** ClickHouse's type, the same in chDB 26.7 and ClickHouse 18.16. */
export function sqlType(kind: ColumnKind): string {
  switch (kind) {
    case "text": return "String";
    case "list": return "Array(String)";
    case "flag": case "uint8": return "Nullable(UInt8)";
    case "uint16": return "Nullable(UInt16)";
    case "uint32": return "Nullable(UInt32)";
    case "int32": return "Nullable(Int32)";
    case "instant": return "DateTime('UTC')";
    case "moment": return "Nullable(DateTime('UTC'))";
  }
}

/** "record String, id String, ...": the columns as ClickHouse's table functions take them. */
export function fleetStructure(): string {
  return COLUMN_NAMES.map((name) => `${name} ${sqlType(columnOf(name).kind)}`).join(", ");
}

const WRITTEN = `-- Written by npm run docs:fleet from src/core/fleet/columns.ts; version ${FLEET_SCHEMA} of the columns. ClickHouse 18.16 and later.
-- One row a connection, one row a certificate. Rows with the same id are one: they are merged late, so questions count by id.
-- A certificate is stored once however long ago it was seen (its partition is one); connections go by month.
CREATE DATABASE IF NOT EXISTS tlscope;
`;

/** fleet/schema.sql: one server. */
export function fleetSchemaSql(): string {
  return WRITTEN + tableSql(`tlscope.${FLEET_TABLE}`);
}

/** fleet/cluster.sql: what every server of a cluster called tlscope is told. */
export function fleetClusterSql(): string {
  return `${WRITTEN}${tableSql(`tlscope.${FLEET_TABLE}_local`)}
-- Rows with the same id go to the same shard.
CREATE TABLE IF NOT EXISTS tlscope.${FLEET_TABLE} AS tlscope.${FLEET_TABLE}_local
ENGINE = Distributed(tlscope, tlscope, ${FLEET_TABLE}_local, cityHash64(id));
`;
}

function tableSql(name: string): string {
  const width = Math.max(...COLUMN_NAMES.map((each) => each.length));
  const columns = COLUMN_NAMES.map((each, i) => {
    const { kind, of, about } = columnOf(each);
    return `  ${each.padEnd(width)} ${sqlType(kind)}${i === COLUMN_NAMES.length - 1 ? "" : ","} -- ${of === "every" ? "" : `${of}: `}${about.replaceAll("`", "")}`;
  });
  return `CREATE TABLE IF NOT EXISTS ${name} (
${columns.join("\n")}
) ENGINE = ReplacingMergeTree(time)
PARTITION BY (record, if(record = 'connection', toYYYYMM(time), 0))
ORDER BY (record, id);
`;
}

/** The table of the columns in docs/fleet.md. */
export function fleetColumnsTable(): string {
  const rows = COLUMN_NAMES.map((name) => `| \`${name}\` | ${columnOf(name).of} | \`${sqlType(columnOf(name).kind)}\` | ${columnOf(name).about} |`);
  return ["| column | of | type | what |", "|---|---|---|---|", ...rows, ""].join("\n");
}

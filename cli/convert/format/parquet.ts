import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { COLUMN_NAMES, columnOf, type ColumnKind, type ColumnName, type SparseRow } from "../../../src/core/fleet/columns.ts";
import { millisecondsOf, unknownValue } from "../../../src/core/fleet/row.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const parquetFormat: FormatKind = { judges: true, binary: true, begin: parquet };

/** Rows of a group: that many are held. */
const GROUP = 10_000;

/** Parquet by hyparquet-writer: a group of rows is held and written, then the next. */
function parquet(sink: Sink): Promise<RowWriter> {
  const memory = new ByteWriter();
  const writer = new ParquetWriter({ writer: memory, schema: SCHEMA, createdBy: "tlscope" });
  // By column: values alone are a fraction of what as many objects take.
  let columns = emptyColumns();
  let rows = 0;
  /** Bytes that were given on: offsets in the file go on from there. */
  const give = async (): Promise<void> => {
    await sink.write(new Uint8Array(memory.buffer, 0, memory.index));
    memory.index = 0;
  };
  const flush = async (): Promise<void> => {
    const [group, rowGroupSize] = [columns, rows];
    columns = emptyColumns();
    rows = 0;
    await writer.write({ columnData: group.map(({ name, values }) => ({ name, data: values })), rowGroupSize });
    await give();
  };
  const take = async (row: SparseRow): Promise<void> => {
    for (const { name, kind, values } of columns) values.push(valueOf(row[name], kind));
    rows += 1;
    if (rows >= GROUP) await flush();
  };
  return Promise.resolve({
    certificate: take,
    connection: take,
    end: async () => {
      if (rows > 0) await flush();
      await writer.finish();
      await give();
    },
  });
}

function emptyColumns(): readonly { name: ColumnName; kind: ColumnKind; values: unknown[] }[] {
  return COLUMN_NAMES.map((name) => ({ name, kind: columnOf(name).kind, values: [] }));
}

function valueOf(value: unknown, kind: ColumnKind): unknown {
  if (value === undefined || value === null) return unknownValue(kind);
  return typeof value === "string" && (kind === "instant" || kind === "moment") ? new Date(millisecondsOf(value)) : value;
}

const SCHEMA: SchemaElement[] = [{ name: "root", num_children: COLUMN_NAMES.length }, ...COLUMN_NAMES.flatMap((name) => elements(name, columnOf(name).kind))];

function elements(name: string, kind: ColumnKind): SchemaElement[] {
  switch (kind) {
    case "text": return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" }];
    case "list": return [
      { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST" },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    ];
    case "instant": return [{ name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" }];
    case "moment": return [{ name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "OPTIONAL" }];
    case "flag": case "uint8": return [{ name, type: "INT32", converted_type: "UINT_8", repetition_type: "OPTIONAL" }];
    case "uint16": return [{ name, type: "INT32", converted_type: "UINT_16", repetition_type: "OPTIONAL" }];
    case "uint32": return [{ name, type: "INT32", converted_type: "UINT_32", repetition_type: "OPTIONAL" }];
    case "int32": return [{ name, type: "INT32", repetition_type: "OPTIONAL" }];
  }
}

import type { ComponentChildren, JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Text } from "../../src/core/text/message-text.ts";
import { visibleText } from "../../src/core/text/visible-text.ts";
import { RecordingError } from "../../src/core/recordings/recording-error.ts";
import { utcTime } from "../../ui/format.ts";
import { announce } from "../../ui/announce.ts";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { compare, type Difference } from "../compare.ts";
import { nameOf } from "../host-rows.ts";
import { BROKEN_OFF, recordingAsExport } from "../recording.ts";
import { counted } from "../words.ts";
import { SentChains } from "./sent-chains.tsx";
import { VirtualGrid } from "./virtual-grid.tsx";
import type { ExportReading } from "../../src/messages/hosts.ts";

export type ReadExport = (text: string) => Promise<ExportReading>;

/** Larger files that are no recordings are no exports of ours: a session has a few megabytes. */
const MAX_BYTES = 200 * 1024 * 1024;

type Side = "before" | "after";
type Choice = { kind: "none" } | { kind: "reading"; name: string; share?: number } | { kind: "read"; name: string; reading: Exclude<ExportReading, { error: unknown }> } | { kind: "bad"; name: string; code: string; words: string };

const NONE: Choice = { kind: "none" };

/** Two exports held against each other. */
export function Compare({ read }: { read: ReadExport }): JSX.Element {
  const text = useText();
  const [choices, setChoices] = useState<Record<Side, Choice>>({ before: NONE, after: NONE });
  const latest = useRef<Record<Side, File | undefined>>({ before: undefined, after: undefined });

  const choose = (side: Side, file: File | undefined): void => {
    latest.current[side] = file;
    const set = (choice: Choice): void => {
      if (latest.current[side] !== file) return;
      setChoices((known) => ({ ...known, [side]: choice }));
      if (choice.kind === "bad") announce(text("report_bad_file", [choice.name]));
    };
    if (file === undefined) return set(NONE);
    set({ kind: "reading", name: file.name });
    const wanted = (share: number): boolean => {
      set({ kind: "reading", name: file.name, share });
      return latest.current[side] === file;
    };
    readFile(file, read, wanted).then(set, (error: unknown) => {
      console.error(error);
      set({ kind: "bad", name: file.name, code: "failed", words: error instanceof Error ? error.message : String(error) });
    });
  };
  const { before, after } = choices;
  return (
    <>
      <p class="lead">{text("report_compare_lead")}</p>
      <p class="lead">{text("report_compare_recordings")}</p>
      <div class="exports">
        <ExportField side="before" choice={before} onChoose={choose} />
        <ExportField side="after" choice={after} onChoose={choose} />
      </div>
      {before.kind === "read" && after.kind === "read" && <Differences before={before.reading} after={after.reading} />}
    </>
  );
}

/** `wanted`: is told how much of a recording was read; false: another file was chosen meanwhile. */
async function readFile(file: File, read: ReadExport, wanted: (share: number) => boolean): Promise<Choice> {
  const { name } = file;
  let recording: Awaited<ReturnType<typeof recordingAsExport>>;
  try {
    recording = await recordingAsExport(file, wanted);
  } catch (error) {
    if (error instanceof RecordingError) return { kind: "bad", name, code: error.code, words: error.message };
    throw error;
  }
  if (recording === BROKEN_OFF) return NONE;
  if (recording === undefined && file.size > MAX_BYTES) return { kind: "bad", name, code: "too-large", words: "" };
  const reading = await read(recording ?? await file.text());
  return "error" in reading ? { kind: "bad", name, code: reading.error.code, words: reading.error.message } : { kind: "read", name, reading };
}

function ExportField({ side, choice, onChoose }: { side: Side; choice: Choice; onChoose: (side: Side, file: File | undefined) => void }): JSX.Element {
  const text = useText();
  return (
    <div class="export">
      <label class="field">
        <span>{text(`report_compare_${side}`)}</span>
        <input type="file" accept=".json,.gz,.zip,application/json,application/gzip,application/zip" data-export={side} aria-describedby={`export-${side}`} aria-invalid={choice.kind === "bad"} onChange={(event) => onChoose(side, event.currentTarget.files?.[0])} />
      </label>
      <p id={`export-${side}`} class={choice.kind === "bad" ? "failure" : "muted"} data-state={choice.kind}>
        <ExportState choice={choice} text={text} />
      </p>
      {choice.kind === "read" && <SentChains hosts={choice.reading.hosts} />}
    </div>
  );
}

function ExportState({ choice, text }: { choice: Choice; text: Text }): ComponentChildren {
  switch (choice.kind) {
    case "none":
      return text("report_compare_none");
    case "reading":
      return choice.share === undefined ? text("report_compare_reading") : text("report_compare_reading_share", [String(Math.floor(choice.share * 100))]);
    case "read":
      return counted(text, "report_compare_read", choice.reading.hosts.length, [utcTime(choice.reading.exportedAt), visibleText(choice.reading.producer)]);
    case "bad":
      return (
        <>
          {badFile(text, choice.code, choice.name)} {choice.words !== "" && <Untrusted text={choice.words} />}
        </>
      );
  }
}

/** What is wrong with a file, and what to do. */
function badFile(text: Text, code: string, name: string): string {
  switch (code) {
    case "json":
    case "wrong-format":
      return text("report_bad_format", [visibleText(name)]);
    case "wrong-version":
      return text("report_bad_version", [visibleText(name)]);
    case "too-large":
      return text("report_bad_size", [visibleText(name)]);
    default:
      return text("report_bad_file", [visibleText(name)]);
  }
}

type Read = Exclude<ExportReading, { error: unknown }>;

function Differences({ before, after }: { before: Read; after: Read }): JSX.Element {
  const text = useText();
  const { differences, unchanged } = useMemo(() => compare(before.hosts, after.hosts), [before, after]);
  const count = (kind: Difference["kind"]): number => differences.filter((difference) => difference.kind === kind).length;
  const columns = [
    { id: "host", title: text("report_column_host") },
    { id: "kind", title: text("report_compare_kind") },
    { id: "changes", title: text("report_compare_changes") },
  ];
  return (
    <>
      {before.exportedAt > after.exportedAt && <p class="note">{text("report_compare_order")}</p>}
      <p role="status" data-testid="compared">
        {[counted(text, "report_compare_changed", count("changed")), counted(text, "report_compare_new", count("new")), counted(text, "report_compare_gone", count("gone")), counted(text, "report_compare_same", unchanged)].join(" · ")}
      </p>
      {differences.length > 0 && (
        <div class="differences">
          <VirtualGrid
            label={text("report_compare_table")} columns={columns} total={differences.length} content={differences} empty={null}
            rowKey={(row) => idOf(differences[row])}
            cell={(row, column) => {
              const difference = differences[row];
              return difference === undefined ? null : <DifferenceCell difference={difference} column={column} text={text} />;
            }}
          />
        </div>
      )}
    </>
  );
}

function idOf(difference: Difference | undefined): string {
  return difference === undefined ? "" : nameOf(difference);
}

function DifferenceCell({ difference, column, text }: { difference: Difference; column: string; text: Text }): ComponentChildren {
  switch (column) {
    case "host":
      return <bdi class="cut">{visibleText(nameOf(difference))}</bdi>;
    case "kind":
      return <span class={`chip ${difference.kind}`}>{text(`report_compare_kind_${difference.kind}`)}</span>;
    default: {
      const words = difference.changes.map(({ of, before, after }) => text("report_compare_change", [text(of === "key" ? "report_key_short" : `report_column_${of}`), short(before), short(after)])).join("; ");
      return <bdi class="cut" title={words}>{words}</bdi>;
    }
  }
}

function short(value: string | null): string {
  return value === null ? "?" : /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : visibleText(value);
}

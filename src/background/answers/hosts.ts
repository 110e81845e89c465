import type { History } from "../history/history.ts";
import type { Strengths } from "../history/strengths.ts";
import type { Messages } from "../../messages/index.ts";
import { importDocument } from "../../core/telemetry/import.ts";
import { TelemetryError } from "../../core/telemetry/json-reader.ts";
import { exportedHosts, type ExportJudge } from "./exported-hosts.ts";
import type { ExportReading, ReportChunk, ReportHost } from "../../messages/hosts.ts";

export interface ReportSources {
  strengths: Pick<Strengths, "chunk" | "days" | "recall">;
  history: Pick<History, "recall" | "flush">;
  remembering: () => Promise<boolean>;
  /** Judges without any settings, as exports are. */
  judge: () => Promise<ExportJudge>;
}

type ReportRequest = { [Type in keyof Messages & `report/${string}`]: { type: Type } & Messages[Type]["request"] }[keyof Messages & `report/${string}`];

/** Answers what the report asks, as JSON. Rejects where the database cannot be read, and for a request of another form. */
export async function answerReport(request: ReportRequest, sources: ReportSources): Promise<string> {
  return JSON.stringify(await answer(request, sources));
}

async function answer(request: ReportRequest, { strengths, history, remembering, judge }: ReportSources): Promise<unknown> {
  switch (request.type) {
    case "report/hosts": {
      const [chunk, remembers] = await Promise.all([strengths.chunk(typeof request.after === "string" ? request.after : null), remembering()]);
      return { ...chunk, remembering: remembers } satisfies ReportChunk;
    }
    case "report/days":
      return await strengths.days();
    case "report/host": {
      const { host, port } = request;
      // What was just seen waits to be written.
      await history.flush();
      const [strength, memory] = await Promise.all([strengths.recall(host, port), history.recall(host, port)]);
      return strength === null && memory === null ? null : { strength, keys: memory?.keys ?? [] } satisfies ReportHost;
    }
    case "report/export":
      return await read(request.text, judge);
    default:
      throw new Error(`The report asked for what there is not: ${String((request as { type: unknown }).type)}.`);
  }
}

async function read(text: string, judge: ReportSources["judge"]): Promise<ExportReading> {
  try {
    const document = importDocument(JSON.parse(text));
    const { exportedAt, producer } = document;
    return { exportedAt, producer: `${producer.name} ${producer.version}, ${producer.browser}`, hosts: await exportedHosts(document, await judge()) };
  } catch (error) {
    if (error instanceof TelemetryError) return { error: { code: error.code, message: error.message } };
    if (error instanceof SyntaxError) return { error: { code: "json", message: error.message } };
    throw error;
  }
}

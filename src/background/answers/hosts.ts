import type { History } from "../history/history.ts";
import type { Strengths } from "../history/strengths.ts";
import { importDocument } from "../../core/telemetry/import.ts";
import { TelemetryError } from "../../core/telemetry/json-reader.ts";
import { exportedHosts, type ExportJudge } from "./exported-hosts.ts";
import type { ExportReading, HostMessages, ReportChunk, ReportHost } from "../../messages/hosts.ts";
import { Pace } from "../pace.ts";
import type { Answers } from "./table.ts";

export interface HostTools {
  strengths: () => Promise<Pick<Strengths, "chunk" | "days" | "recall">>;
  history: Pick<History, "recall" | "flush">;
  remembering: () => Promise<boolean>;
  /** Judges without any settings, as exports are. */
  plainJudge: () => Promise<ExportJudge>;
  /** Whether pages load now. */
  isBusy: () => boolean;
}

/** What the report asks of all hosts, as JSON. Each rejects where the database cannot be read. */
export function hostAnswers({ strengths, history, remembering, plainJudge, isBusy }: HostTools): Answers<HostMessages> {
  return {
    "report/hosts": async ({ after }) => {
      const [chunk, remembers] = await Promise.all([strengths().then((all) => all.chunk(after)), remembering()]);
      return JSON.stringify({ ...chunk, remembering: remembers } satisfies ReportChunk);
    },
    "report/days": async () => JSON.stringify(await (await strengths()).days()),
    "report/host": async ({ host, port }) => {
      // What was just seen waits to be written.
      await history.flush();
      const [strength, memory] = await Promise.all([strengths().then((all) => all.recall(host, port)), history.recall(host, port)]);
      return JSON.stringify(strength === null && memory === null ? null : { strength, keys: memory?.keys ?? [] } satisfies ReportHost);
    },
    "report/export": async ({ text }) => JSON.stringify(await read(text, plainJudge, new Pace(isBusy))),
  };
}

async function read(text: string, plainJudge: HostTools["plainJudge"], pace: Pace): Promise<ExportReading> {
  try {
    const document = importDocument(JSON.parse(text));
    const { exportedAt, producer } = document;
    return { exportedAt, producer: `${producer.name} ${producer.version}, ${producer.browser}`, hosts: await exportedHosts(document, await plainJudge(), pace) };
  } catch (error) {
    if (error instanceof TelemetryError) return { error: { code: error.code, message: error.message } };
    if (error instanceof SyntaxError) return { error: { code: "json", message: error.message } };
    throw error;
  }
}

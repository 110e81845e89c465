import type { ClientAssessment, ClientRemedy, SentRole } from "../core/assessment.ts";
import type { HostStrength } from "../core/history/strength.ts";
import type { KeyMemory } from "../core/interception/host-memory.ts";
import { isNullable, isNumber, isText, type Shapes } from "./shape.ts";

export interface HostMessages {
  /** The remembered hosts after an id (null: from the first on), in the order of ids: a ReportChunk as JSON. */
  "report/hosts": { request: { after: string | null }; response: string };
  /** What was used day by day: Day[] (history/days.ts) as JSON. */
  "report/days": { request: object; response: string };
  /** All that is remembered of a host and port: a ReportHost as JSON; null: nothing. */
  "report/host": { request: { host: string; port: number }; response: string };
  /** What an export (its text) shows of each host: an ExportReading as JSON. */
  "report/export": { request: { text: string }; response: string };
}

export const HOST_SHAPES: Shapes<HostMessages> = {
  "report/hosts": { after: isNullable(isText) },
  "report/days": {},
  "report/host": { host: isText, port: isNumber },
  "report/export": { text: isText },
};

/** Hosts for the report. `next`: where the following chunk begins; null: this is the last. */
export interface ReportChunk {
  hosts: HostStrength[];
  next: string | null;
  /** Of all chunks together, as far as is known. */
  total: number;
  /** Whether what is seen is remembered. */
  remembering: boolean;
}

export interface ReportHost {
  strength: HostStrength | null;
  /** Each key with each CA, the one seen last standing last. */
  keys: KeyMemory[];
}

/** A host and port of an export, judged anew; null: not known. */
export interface ExportedHost extends Pick<HostStrength, "host" | "port" | "grade" | "version" | "suite" | "group" | "key"> {
  /** Names of CAs: hostile text. */
  issuer: string | null;
  anchor: string | null;
  /** The chain as the server sent it, where that is known and something in it is superfluous, missing, twice there or out of order, or some clients would accept it and some not. */
  sent?: ExportedSent[];
  /** Names of the certificates that are missing in it: hostile text. */
  missing?: string[];
  /** What each client would say of what was sent, beside `sent`. */
  clients?: ClientAssessment[];
  clientRemedy?: ClientRemedy;
}

/** `title`: hostile text. */
export interface ExportedSent {
  sha256: string;
  role: SentRole;
  needed: boolean;
  title: string;
}

/** `code` as in telemetry/json-reader.ts, or "json" where the text is none; `message` in English. */
export type ExportReading = { exportedAt: string; producer: string; hosts: ExportedHost[] } | { error: { code: string; message: string } };

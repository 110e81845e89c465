import type { HostStrength } from "../core/history/strength.ts";
import type { KeyMemory } from "../core/interception/host-memory.ts";

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
}

/** `code` as in telemetry/json-reader.ts, or "json" where the text is none; `message` in English. */
export type ExportReading = { exportedAt: string; producer: string; hosts: ExportedHost[] } | { error: { code: string; message: string } };

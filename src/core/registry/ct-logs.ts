import { CT_LOGS } from "./ct-logs-data.ts";

/** A log of certificate transparency. One that is not known here is not known: nothing follows from that. */
export interface CtLog {
  readonly name: string;
  readonly operator: string;
  /** SubjectPublicKeyInfo of the log's key in base64. Its SHA-256 is the log's id. */
  readonly key: string;
}

const BY_ID: ReadonlyMap<string, CtLog> = new Map(CT_LOGS.map(([id, name, operator, key]) => [id, { name, operator, key }]));

/** The log with this id (SHA-256 of its key, lower-case hex); undefined where it is not known. */
export function ctLogById(id: string): CtLog | undefined {
  return BY_ID.get(id);
}

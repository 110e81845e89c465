import { isRecord } from "../is-record.ts";

/** What rows take from an assessment. */
export interface JudgedConnection {
  time: string | undefined;
  connection: { protocol: string; version: string; suite: string; suiteId: number | null; group: string; postQuantum: boolean | null; signatureScheme: string; alpn: string; encryptedClientHello: boolean | null; resumed: boolean | null; fromCache: boolean | null; transparency: string };
  chain: {
    verdict: string; decidedBy: string; errors: readonly string[]; path: readonly string[]; partialPath: readonly string[]; anchor: string;
    anchorPublic: boolean | null; sent: readonly { sha256: string; role: string; needed: boolean | null }[]; missing: readonly string[]; ordered: boolean | null;
    sentBytes: number | null; superfluousBytes: number | null; neededFrom: number;
  };
  rating: { grade: string; score: number | null; caps: readonly string[] };
  interception: { verdict: string; label: string; expected: boolean; evidence: readonly string[] };
  timestamps: { valid: number; total: number; logs: readonly string[] } | undefined;
  findings: readonly { rule: string; severity: string; certificate: string | undefined }[];
  /** undefined: no client was asked. */
  clients: { refuse: readonly string[]; accept: readonly string[] } | undefined;
}

/**
 * Reads an assessment that was made here or stands in a file. What is missing, or not of its kind, is unknown: what a file
 * holds was not checked by anybody. Undefined where it is no object at all.
 */
export function judgedOf(value: unknown): JudgedConnection | undefined {
  if (!isRecord(value)) return undefined;
  const connection = object(value["connection"]);
  const chain = object(value["chain"]);
  const rating = object(value["rating"]);
  const interception = object(value["interception"]);
  const suite = object(connection["cipherSuite"]);
  const group = object(connection["group"]);
  const anchor = object(chain["anchor"]);
  const comparison = object(chain["comparison"]);
  const cost = object(comparison["cost"]);
  return {
    time: typeof value["time"] === "string" ? value["time"] : undefined,
    connection: {
      protocol: text(connection["protocol"]), version: text(connection["version"]), suite: text(suite["name"]), suiteId: number(suite["id"]),
      group: text(group["name"]), postQuantum: boolean(group["postQuantum"]), signatureScheme: text(connection["signatureScheme"]), alpn: text(connection["alpn"]),
      encryptedClientHello: boolean(connection["encryptedClientHello"]), resumed: boolean(connection["resumed"]), fromCache: boolean(connection["fromCache"]),
      transparency: text(connection["certificateTransparency"]),
    },
    chain: {
      verdict: text(chain["verdict"]), decidedBy: text(chain["decidedBy"]),
      errors: once(objects(chain["errors"]).map(({ rule }) => text(rule))),
      path: texts(chain["path"]), partialPath: texts(chain["partialPath"]), anchor: text(anchor["sha256"]),
      anchorPublic: anchor["source"] === "added" ? false : boolean(anchor["vetted"]),
      sent: objects(chain["sent"]).map(({ sha256, role, needed }) => ({ sha256: text(sha256), role: text(role), needed: boolean(needed) })),
      missing: texts(chain["missing"]), ordered: boolean(chain["ordered"]),
      sentBytes: number(cost["bytes"]), superfluousBytes: number(cost["superfluousBytes"]), neededFrom: objects(comparison["whereToGet"]).length,
    },
    rating: { grade: text(rating["grade"]), score: number(rating["score"]), caps: once(objects(rating["caps"]).map(({ rule }) => text(rule))) },
    interception: {
      verdict: text(interception["verdict"]), label: text(interception["label"]), expected: isRecord(interception["expected"]),
      evidence: once(objects(interception["evidence"]).map(({ id }) => text(id))),
    },
    timestamps: timestampsOf(value["timestamps"]),
    findings: objects(value["findings"]).map(({ rule, severity, certificate }) => ({
      rule: text(rule), severity: text(severity), certificate: typeof certificate === "string" ? certificate : undefined,
    })),
    clients: clientsOf(value["clients"]),
  };
}

function timestampsOf(value: unknown): JudgedConnection["timestamps"] {
  if (!isRecord(value)) return undefined;
  const list = objects(value["list"]);
  return { valid: list.filter(({ signature }) => signature === "valid").length, total: number(value["total"]) ?? list.length, logs: once(list.map(({ name }) => text(name))) };
}

function clientsOf(value: unknown): JudgedConnection["clients"] {
  if (!Array.isArray(value)) return undefined;
  const rows = objects(value);
  const of = (wanted: string): string[] => once(rows.filter(({ verdict }) => verdict === wanted).map(({ client, version }) => [text(client), text(version)].filter((part) => part !== "").join(" ")));
  return { refuse: of("refuses"), accept: of("accepts") };
}

function object(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function boolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** Each text once, without the empty one. */
function once(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== "");
}

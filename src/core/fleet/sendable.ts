import { placeOf } from "../interception/place.ts";
import type { SparseRow } from "./columns.ts";
import { hideHost } from "./hidden-host.ts";
import { sparseRow } from "./row.ts";

/** What a person, or a policy, lets out of what may be sent at all. */
export interface SendingRules {
  /** `hmac`: hosts as a keyed hash, and then nothing that gives the host back. */
  hosts: "names" | "hmac";
  /** Consents of their own: names and addresses of the local network, anchors that no browser ships, certificates that name themselves as their issuer. */
  local: boolean;
  privateAnchors: boolean;
  selfSigned: boolean;
}

/** Why a connection is not sent. */
export type Withheld = "local" | "private-anchor" | "self-signed";

/** Why a connection may not be sent; undefined: it may. An anchor that is not known to be public counts as private. */
export function withheldBecause(row: SparseRow, rules: SendingRules): Withheld | undefined {
  if (!rules.local && (row.place ?? "public") !== "public") return "local";
  if (!rules.selfSigned && row.self_signed === 1) return "self-signed";
  if (!rules.privateAnchors && row.self_signed !== 1 && row.leaf !== undefined && row.anchor_public !== 1) return "private-anchor";
  return undefined;
}

/**
 * The row as it may leave. `id`: random, since one that follows from the host would give it back to whoever tries hosts; `hidden`: the keyed hash of
 * the host, where `rules` want one.
 */
export function sendableConnection(row: SparseRow, rules: SendingRules, { id, hidden }: { id: string; hidden: string }): SparseRow {
  if (rules.hosts === "names") return sparseRow({ ...row, id });
  return hideHost(row, id, hidden);
}

/** The row of a certificate as it may leave; undefined: certificates stay here. They say nothing of who saw them. */
export function sendableCertificate(row: SparseRow, rules: SendingRules): SparseRow | undefined {
  if (rules.hosts === "hmac") return undefined;
  const without = { sensor: "", batch: "", network: "", browser: "" };
  if (rules.local) return sparseRow({ ...row, ...without });
  const names = row.names?.filter(isPublicName) ?? [];
  // What names a server of the local network may be its subject too, and is no name of a CA's.
  const local = row.is_ca !== 1 && (names.length !== (row.names?.length ?? 0) || commonNames(row.subject ?? "").some((name) => !name.includes(" ") && !isPublicName(name)));
  return sparseRow({ ...row, ...without, names, ...(local ? { subject: "" } : {}) });
}

function isPublicName(name: string): boolean {
  return placeOf(name.replace(/^\*\./, ""), undefined) === "public";
}

function commonNames(subject: string): string[] {
  return [...subject.matchAll(/(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/gi)].map(([, name = ""]) => name.trim());
}

/** The row that asks for everything that `sensor` has sent to be deleted. `time`: "2026-11-21 12:00:00", UTC. */
export function deletionRow(sensor: string, time: string, id: string): SparseRow {
  return sparseRow({ record: "deletion", id, time, sensor });
}

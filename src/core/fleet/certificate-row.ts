import { rsaEquivalentOfKey } from "../registry/key-strength.ts";
import type { StoredCertificate } from "../x509/certificate-store.ts";
import type { Name } from "../x509/name.ts";
import { ATTRIBUTE } from "../x509/oids.ts";
import { MAX_SUMMARY_NAMES, summarizeCertificate } from "../x509/summary.ts";
import type { FleetRow, SparseRow } from "./columns.ts";
import type { JudgedConnection } from "./judged.ts";
import { flag, instant, moment, sparseRow } from "./row.ts";

/** What rows say of who made them, and where. */
export type Origin = Pick<FleetRow, "sensor" | "batch" | "network" | "producer" | "browser">;

const DAY = 86_400_000;

/** A certificate's facts. `now`: milliseconds since the epoch. `judged`: the connection that showed it. */
export function certificateRow(stored: StoredCertificate, judged: JudgedConnection | undefined, now: number, origin: Partial<Origin> = {}): SparseRow {
  const { sha256, certificate } = stored;
  const common = {
    ...origin, record: "certificate", id: sha256, time: instant(now), sha256, readable: flag(certificate !== undefined),
    certificate_findings: judged === undefined ? [] : findingsAbout(sha256, judged),
  };
  if (certificate === undefined) return sparseRow(common);
  const summary = summarizeCertificate(certificate);
  const notBefore = stored.read(({ validity }) => validity.notBefore.milliseconds);
  const notAfter = stored.read(({ validity }) => validity.notAfter.milliseconds);
  const { type, bits, curve } = summary.key;
  return sparseRow({
    ...common,
    spki_sha256: stored.read(({ spkiSha256 }) => spkiSha256) ?? "",
    subject: summary.subject,
    issuer: summary.issuer,
    issuer_organization: issuerOf(stored),
    names: summary.names.slice(0, MAX_SUMMARY_NAMES),
    names_total: summary.namesTotal,
    serial: summary.serialNumber,
    not_before: moment(notBefore),
    not_after: moment(notAfter),
    lifetime_days: notBefore === undefined || notAfter === undefined ? null : Math.round((notAfter - notBefore) / DAY),
    key_type: type,
    key_bits: bits === 0 ? null : bits,
    key_curve: curve ?? "",
    key_strength: rsaEquivalentOfKey(type, bits === 0 ? undefined : bits) ?? null,
    signature_algorithm: summary.signatureAlgorithm,
    is_ca: flag(summary.isCa),
  });
}

/** The organisation that issued a certificate, else its common name; empty where it cannot be read. Hostile text. */
export function issuerOf(stored: StoredCertificate): string {
  return nameOf(stored.read(({ issuer }) => issuer));
}

/** The common name of a certificate, else its organisation; empty where it cannot be read. Hostile text. */
export function subjectOf(stored: StoredCertificate): string {
  return nameOf(stored.read(({ subject }) => subject), [ATTRIBUTE.CN, ATTRIBUTE.O]);
}

function nameOf(name: Name | undefined, attributes: readonly string[] = [ATTRIBUTE.O, ATTRIBUTE.CN]): string {
  for (const oid of attributes) {
    const value = name?.attribute(oid).findLast((each) => each !== "");
    if (value !== undefined) return value;
  }
  return "";
}

function findingsAbout(sha256: string, { findings }: JudgedConnection): string[] {
  return [...new Set(findings.filter(({ certificate }) => certificate === sha256).map(({ rule }) => rule))];
}

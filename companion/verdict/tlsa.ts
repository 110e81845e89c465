import { createHash } from "node:crypto";
import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { CheckError } from "./check-error.ts";

/** A TLSA record (RFC 6698 section 2.1). */
export interface TlsaRecord {
  /** 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE. */
  usage: 0 | 1 | 2 | 3;
  /** 0 the certificate, 1 its SubjectPublicKeyInfo. */
  selector: 0 | 1;
  /** 0 the bytes, 1 SHA-256, 2 SHA-512. */
  matching: 0 | 1 | 2;
  data: Buffer;
}

const LENGTHS = [undefined, 32, 64] as const;

/**
 * Reads records a line each, as `dig +short` gives them ("3 1 1 hex…") or as they stand in a zone ("_443._tcp.host. 3600 IN
 * TLSA 3 1 1 hex…"; of other owners than `owner` nothing is taken). What stands behind ";" is a comment. Records that no
 * client can use (RFC 6698 section 4.1) are left out and counted. @throws CheckError
 */
export function parseTlsa(text: string, owner: string): { records: TlsaRecord[]; unusable: number } {
  const records: TlsaRecord[] = [];
  let unusable = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const bare = line.split(";", 1)[0]?.trim() ?? "";
    if (bare === "") continue;
    const match = /^(?:(?<owner>_\S+)\s+(?:\d+\s+)?(?:IN\s+)?TLSA\s+|TLSA\s+)?(?<usage>\d{1,3})\s+(?<selector>\d{1,3})\s+(?<matching>\d{1,3})\s+(?<data>[0-9a-f()][0-9a-f()\s]*)$/i.exec(bare);
    const groups = match?.groups;
    const hex = groups?.["data"]?.replace(/[()\s]/g, "") ?? "";
    if (groups === undefined || hex === "" || hex.length % 2 !== 0) throw new CheckError(`line ${index + 1} is no TLSA record, such as "3 1 1 <hex>"`);
    const name = groups["owner"]?.toLowerCase().replace(/\.$/, "");
    if (name !== undefined && name !== owner) continue;
    const record = usable(Number(groups["usage"]), Number(groups["selector"]), Number(groups["matching"]), Buffer.from(hex, "hex"));
    if (record === undefined) unusable += 1;
    else records.push(record);
  }
  return { records, unusable };
}

function usable(usage: number, selector: number, matching: number, data: Buffer): TlsaRecord | undefined {
  if ((usage !== 0 && usage !== 1 && usage !== 2 && usage !== 3) || (selector !== 0 && selector !== 1) || (matching !== 0 && matching !== 1 && matching !== 2)) return undefined;
  const length = LENGTHS[matching];
  return length !== undefined && data.length !== length ? undefined : { usage, selector, matching, data };
}

/** Whether the record is about this certificate. */
export function matchesTlsa({ selector, matching, data }: TlsaRecord, certificate: StoredCertificate): boolean {
  const selected = selector === 0 ? certificate.der : certificate.read(({ publicKey }) => publicKey.spki);
  if (selected === undefined) return false;
  return data.equals(matching === 0 ? selected : createHash(matching === 1 ? "sha256" : "sha512").update(selected).digest());
}

/** The record as it stands in a zone. */
export function tlsaText({ usage, selector, matching, data }: TlsaRecord): string {
  const hex = data.toString("hex");
  return `${usage} ${selector} ${matching} ${hex.length > 128 ? `${hex.slice(0, 32)}…` : hex}`;
}

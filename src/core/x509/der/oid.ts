import { DerError } from "./error.ts";
import { findKnownOid } from "../oids.ts";

/** Bytes of an OID's content; the longest in use (2.25 with a UUID) has 20. */
const MAX_OID_BYTES = 255;

/** The dotted form of an OBJECT IDENTIFIER's content (X.690 8.19). Throws DerError. */
export function decodeOid(bytes: Uint8Array, start: number, end: number): string {
  return findKnownOid(bytes, start, end)?.oid ?? decodeUnknownOid(bytes, start, end);
}

function decodeUnknownOid(bytes: Uint8Array, start: number, end: number): string {
  if (start === end) throw new DerError("oid-empty", start, "An OBJECT IDENTIFIER has no content");
  if (end - start > MAX_OID_BYTES) throw new DerError("oid-too-long", start, `An OBJECT IDENTIFIER has more than ${MAX_OID_BYTES} bytes`);
  if ((bytes[end - 1] ?? 0) >= 0x80) throw new DerError("oid-truncated", end - 1, "An OBJECT IDENTIFIER breaks off within an arc");
  let text = "";
  let arcStart = start;
  for (let at = start; at < end; at++) {
    const octet = bytes[at] ?? 0;
    if (at === arcStart && octet === 0x80) throw new DerError("oid-not-minimal", at, "An arc of an OBJECT IDENTIFIER begins with zeros");
    if (octet >= 0x80) continue;
    const arc = decodeArc(bytes, arcStart, at + 1);
    text = text === "" ? firstTwoArcs(arc) : `${text}.${String(arc)}`;
    arcStart = at + 1;
  }
  return text;
}

function decodeArc(bytes: Uint8Array, start: number, end: number): number | bigint {
  if (end - start <= 7) {
    let arc = 0;
    for (let i = start; i < end; i++) arc = arc * 128 + ((bytes[i] ?? 0) & 0x7f);
    return arc;
  }
  let arc = 0n;
  for (let i = start; i < end; i++) arc = arc << 7n | BigInt((bytes[i] ?? 0) & 0x7f);
  return arc;
}

function firstTwoArcs(arc: number | bigint): string {
  if (arc < 40) return `0.${String(arc)}`;
  if (arc < 80) return `1.${String(typeof arc === "number" ? arc - 40 : arc - 40n)}`;
  return `2.${String(typeof arc === "number" ? arc - 80 : arc - 80n)}`;
}

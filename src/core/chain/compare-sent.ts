import type { SentRole } from "../assessment.ts";
import type { Certificate } from "../x509/certificate.ts";
import { sameSubjectAndKey } from "./path-building.ts";
import type { PresentedCertificate } from "./presented.ts";
import { readOr } from "./read-or.ts";
import { isOrdered } from "./sent-order.ts";

export interface SentCertificate {
  sha256: string;
  role: SentRole;
  needed: boolean;
}

/** A sent certificate that ties a CA of the path to another root, and has expired: old clients fail on it. */
export interface ExpiredCrossSign {
  sha256: string;
  /** The certificate of the path with the same subject and key. */
  sameAs: string;
  /** Milliseconds since the epoch. */
  notAfter: number;
}

export interface SentComparison {
  sent: SentCertificate[];
  /** SHA-256 of certificates that the path needs and the server did not send, the anchor aside. */
  missing: string[];
  /** null: no certificate of the server is known, so that there is nothing to hold the order against. */
  ordered: boolean | null;
  expiredCrossSigns: ExpiredCrossSign[];
}

/**
 * Holds the certificates that the server sent against a path, leaf first (`anchored`: the last of it is a trust anchor).
 * `useful` are those of some path that would also work; `neededBesides` those that clients need all the same, because the
 * path holds a certificate that was never sent.
 */
export function compareSent(
  sent: readonly PresentedCertificate[], path: readonly Certificate[], anchored: boolean,
  useful: ReadonlySet<string>, neededBesides: ReadonlySet<string>, time: number,
): SentComparison {
  const onPath = new Map(path.map((certificate, i) => [certificate.sha256, { certificate, i }]));
  const seen = new Set<string>();
  const related: Certificate[] = [];
  const expiredCrossSigns: ExpiredCrossSign[] = [];
  const judged = sent.map((presented): SentCertificate => {
    const { sha256, certificate } = presented;
    if (seen.has(sha256)) return { sha256, role: "duplicate", needed: false };
    seen.add(sha256);
    const place = onPath.get(sha256);
    if (place) {
      related.push(place.certificate);
      const role: SentRole = place.i === 0 ? "leaf" : anchored && place.i === path.length - 1 ? "anchor" : "intermediate";
      return { sha256, role, needed: role !== "anchor" };
    }
    if (useful.has(sha256) && certificate) {
      related.push(certificate);
      return { sha256, role: "alternate", needed: neededBesides.has(sha256) };
    }
    const cross = certificate && expiredCrossSign(certificate, path, time);
    if (cross) expiredCrossSigns.push(cross);
    return { sha256, role: "unrelated", needed: false };
  });
  const missing = path
    .filter((certificate, i) => !seen.has(certificate.sha256) && !(anchored && i === path.length - 1 && i > 0))
    .map((certificate) => certificate.sha256);
  return { sent: judged, missing, ordered: path.length === 0 ? null : leadsWithLeaf(sent, path) && isOrdered(related, path), expiredCrossSigns };
}

function leadsWithLeaf(sent: readonly PresentedCertificate[], path: readonly Certificate[]): boolean {
  return sent.length === 0 || sent[0]?.sha256 === path[0]?.sha256;
}

function expiredCrossSign(certificate: Certificate, path: readonly Certificate[], time: number): ExpiredCrossSign | undefined {
  const notAfter = readOr(() => certificate.notAfter, Infinity);
  if (notAfter >= time) return undefined;
  const twin = path.find((other, i) => i > 0 && sameSubjectAndKey(other, certificate));
  return twin && { sha256: certificate.sha256, sameAs: twin.sha256, notAfter };
}

import type { Certificate } from "../x509/certificate.ts";
import { hintOf } from "./candidates.ts";
import { readOr } from "./read-or.ts";
import { isSelfIssued, sameName } from "./same-name.ts";

/**
 * Whether the sent chain is in order (RFC 8446 section 4.4.2, RFC 5246 section 7.4.2): the leaf first, and no
 * certificate before one that it certifies. `related` are the sent certificates of the path and of its alternates, as
 * sent; what has nothing to do with them is superfluous, not out of order. `path`: leaf first.
 */
export function isOrdered(related: readonly Certificate[], path: readonly Certificate[]): boolean {
  if (related[0] !== path[0]) return false;
  for (let i = 0; i < related.length; i++) {
    for (let k = i + 1; k < related.length; k++) {
      const earlier = related[i];
      const later = related[k];
      if (earlier && later && standsTooEarly(earlier, later, path)) return false;
    }
  }
  return true;
}

function standsTooEarly(earlier: Certificate, later: Certificate, path: readonly Certificate[]): boolean {
  const a = path.indexOf(earlier);
  const b = path.indexOf(later);
  if (a >= 0 && b >= 0) return a > b;
  return certifies(earlier, later) && !certifies(later, earlier);
}

/** By names and key identifiers. */
function certifies(issuer: Certificate, certificate: Certificate): boolean {
  return readOr(() => !isSelfIssued(certificate) && sameName(certificate.issuer, issuer.subject) && hintOf(certificate, issuer) !== 2, false);
}

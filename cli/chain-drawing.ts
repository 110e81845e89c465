import type { ChainAssessment } from "../src/core/assessment.ts";
import { rootBySha256 } from "../src/core/registry/roots.ts";
import { Certificate } from "../src/core/x509/certificate.ts";
import type { CertificateStore, StoredCertificate } from "../src/core/x509/certificate-store.ts";
import { ATTRIBUTE } from "../src/core/x509/oids.ts";

/** Looks up a certificate by its SHA-256. */
export type Lookup = (sha256: string) => StoredCertificate | Certificate | undefined;

/** Certificates of a store, and the bundled roots. */
export function lookupIn(store: CertificateStore): Lookup {
  return (sha256) => {
    const stored = store.get(sha256);
    if (stored) return stored;
    const root = rootBySha256(sha256);
    return root && Certificate.parse(root.der());
  };
}

/**
 * The path from the anchor down to the server, and what was sent, each in its own lines. Text from certificates is
 * hostile: whoever prints it makes it visible.
 */
export function drawChain({ path, sent, missing, ordered }: ChainAssessment, lookup: Lookup): string[] {
  const lines: string[] = [];
  if (path) {
    lines.push("  Path");
    for (const [depth, sha256] of [...path].reverse().entries()) {
      const place = depth === 0 ? "anchor" : depth === path.length - 1 ? "leaf" : "intermediate";
      const note = missing.includes(sha256) ? "  (not sent)" : "";
      lines.push(`    ${depth === 0 ? "" : `${"   ".repeat(depth - 1)}└─ `}${title(sha256, lookup)}${note}`);
      lines.push(`    ${"   ".repeat(depth)}${place}, until ${expiry(sha256, lookup)}, ${sha256.slice(0, 16)}…`);
    }
  }
  if (sent.length > 0) {
    lines.push("", `  Sent${ordered === false ? ", in the wrong order" : ""}`);
    for (const [i, { sha256, role, needed }] of sent.entries()) {
      lines.push(`    ${i + 1}. ${role.padEnd(12)}  ${needed ? "needed    " : "not needed"}  ${title(sha256, lookup)}`);
    }
  }
  return lines;
}

function title(sha256: string, lookup: Lookup): string {
  const subject = read(lookup(sha256), (certificate) => certificate.subject);
  if (subject === undefined) return `${sha256} (cannot be read)`;
  return subject.attribute(ATTRIBUTE.CN)[0] ?? (subject.rdns.length > 0 ? subject.toString() : "(no subject)");
}

function expiry(sha256: string, lookup: Lookup): string {
  const notAfter = read(lookup(sha256), (certificate) => certificate.notAfter);
  return notAfter === undefined ? "?" : new Date(notAfter).toISOString().slice(0, 10);
}

function read<Value>(found: StoredCertificate | Certificate | undefined, get: (certificate: Certificate) => Value): Value | undefined {
  return found instanceof Certificate ? get(found) : found?.read(get);
}

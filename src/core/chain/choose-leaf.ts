import type { Certificate } from "../x509/certificate.ts";
import type { PresentedCertificate } from "./presented.ts";
import { readOr } from "./read-or.ts";
import { matchesServerName } from "./server-name.ts";

/**
 * The server's own certificate: the first that was built, or sent. Where the first of the sent is a CA that does not
 * name the host, and another that is none does, it is that one: the chain is in the wrong order.
 */
export function chooseLeaf(host: string, sent: readonly PresentedCertificate[], built: readonly PresentedCertificate[]): PresentedCertificate | undefined {
  const first = built[0] ?? sent[0];
  if (built.length > 0 || !first?.certificate || !isCa(first.certificate) || names(first.certificate, host)) return first;
  return sent.find(({ certificate }) => certificate && !isCa(certificate) && names(certificate, host)) ?? first;
}

function isCa(certificate: Certificate): boolean {
  return readOr(() => certificate.basicConstraints?.ca ?? false, false);
}

function names(certificate: Certificate, host: string): boolean {
  return readOr(() => matchesServerName(certificate, host), false);
}

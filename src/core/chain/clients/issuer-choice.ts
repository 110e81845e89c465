import type { Certificate } from "../../x509/certificate.ts";
import type { IssuerCandidate } from "../candidates.ts";
import { linkFaults } from "../link.ts";
import { readOr } from "../read-or.ts";
import type { Breach } from "./breach.ts";
import type { ClientRules } from "./rules.ts";

/** By these a certificate is not the issuer, whatever its name. */
const NOT_THE_ISSUER: Readonly<Record<"openssl" | "gnutls", ReadonlySet<Breach>>> = {
  openssl: new Set<Breach>(["issuer-other-key-id", "anchor-other-key-id", "issuer-other-serial"]),
  gnutls: new Set<Breach>(["issuer-other-key-id", "anchor-other-key-id", "anchor-name-form", "anchor-name-case", "issuer-name-case"]),
};

/**
 * The one issuer that a client without a way back takes. OpenSSL (x509_vfy.c): of the anchors, else of what was sent, the
 * first whose name and key identifiers agree and that is valid now, else the one that expired last. GnuTLS
 * (_gnutls_sort_clist): likewise, without a look at the dates of what was sent.
 */
export function chooseIssuer(
  search: Exclude<ClientRules["search"], "all">, certificate: Certificate, candidates: readonly IssuerCandidate[], time: number,
): readonly IssuerCandidate[] {
  const agreeing = candidates.filter(({ certificate: issuer, anchor }) => !linkFaults(certificate, issuer, anchor !== undefined).some(({ breach }) => breach !== undefined && NOT_THE_ISSUER[search].has(breach)));
  const anchors = agreeing.filter(({ anchor }) => anchor);
  const among = anchors.length > 0 ? anchors : agreeing;
  const chosen = (search === "openssl" || anchors.length > 0 ? among.find((candidate) => isInTime(candidate, time)) : undefined)
    ?? (search === "openssl" ? latest(among) : among[0]);
  return chosen ? [chosen] : [];
}

function isInTime({ certificate }: IssuerCandidate, time: number): boolean {
  return readOr(() => certificate.notBefore <= time && time <= certificate.notAfter, false);
}

function latest(candidates: readonly IssuerCandidate[]): IssuerCandidate | undefined {
  const end = ({ certificate }: IssuerCandidate): number => readOr(() => certificate.notAfter, 0);
  return candidates.reduce<IssuerCandidate | undefined>((best, each) => best && end(best) >= end(each) ? best : each, undefined);
}

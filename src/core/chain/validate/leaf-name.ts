import type { Certificate } from "../../x509/certificate.ts";
import { ATTRIBUTE, EXTENSION } from "../../x509/oids.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { foldCase } from "../dns-name.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import { formatIpAddress } from "../ip-address.ts";
import { formatServerName, matchesDnsName, matchesName, parseServerName, type ServerName } from "../server-name.ts";
import { formFaults, hasCommonName, otherwiseNamed } from "./loose-names.ts";
import type { Check } from "./check.ts";

const MAX_NAMES_SHOWN = 10;

/**
 * RFC 9525 section 6: one of the subject alternative names stands for the server; the common name counts for nothing, and
 * a wildcard for every name under a public suffix ("*.co.uk") for none (BR 3.2.2.6; Chromium refuses it too). Where some
 * client takes another way to name it, the fault has the name of that way.
 */
export const checkLeafName: Check = (certificate, { position, serverName, host, isPublicSuffix }) => {
  if (position !== "leaf") return NO_FAULTS;
  const names = certificate.subjectAltNames;
  const found = serverName && names?.findIndex((name) => matchesName(name, serverName) && !isTooWide(name, isPublicSuffix));
  const offset = certificate.extension(EXTENSION.subjectAltName)?.offset;
  const at = offset === undefined ? {} : { offset };
  const faults: Fault[] = names === undefined ? [] : formFaults(names, serverName, found, offset);
  if (names?.some(({ type }) => type === "unknown") === true) {
    // Some clients pass over the kind, others over all the names, so that the common name counts.
    faults.push({ rule: "chain/malformed", params: ["subjectAltName: a name of a kind that does not exist"], ...at, breach: serverName && hasCommonName(certificate, serverName) ? "names-unknown-kind" : "names-unknown-kind-alone" });
  }
  if (serverName?.type === "dns") {
    const another = (breach: Fault["breach"] & string): void => { faults.push({ rule: "chain/name-mismatch", params: [host, describe(names)], ...at, breach }); };
    // No host has an underscore (RFC 952), and a client that holds to that refuses the name before it looks at the certificate's.
    if (serverName.name.includes("_")) another("host-underscore");
    // No host has a label that begins or ends with a hyphen (RFC 952); to some clients it matters whether a wildcard stands for it.
    const by = found === undefined ? undefined : names?.[found];
    const isNamed = by?.type === "dns" && !by.value.startsWith("*");
    if (/(?:^|\.)-/.test(serverName.name)) another(isNamed ? "host-hyphen-before-named" : "host-hyphen-before");
    if (/-(?:\.|$)/.test(serverName.name)) another(isNamed ? "host-hyphen-behind-named" : "host-hyphen-behind");
    if (isUnderscoreByWildcard(certificate, serverName.name)) another("host-underscore-by-wildcard");
  }
  if (found !== undefined && found >= 0) return faults.length > 0 ? faults : NO_FAULTS;
  const breach = serverName && otherwiseNamed(certificate, serverName, isPublicSuffix);
  faults.push({ rule: "chain/name-mismatch", params: [host, describe(names)], ...at, ...(breach === undefined ? {} : { breach }) });
  if (serverName?.type === "ip" && names?.some((name) => namesAddressAsDns(name, serverName)) === true) faults.push({ rule: "chain/address-as-dns-name", params: [formatServerName(serverName)], ...at, ...(breach === undefined ? {} : { breach }) });
  if (breach?.startsWith("host-by-common-name") === true) faults.push({ rule: "chain/common-name-alone", params: [host], breach });
  return faults;
};

/** Whether a wildcard alone stands for a host whose first label has an underscore, which for some clients no wildcard does. */
function isUnderscoreByWildcard(certificate: Certificate, name: string): boolean {
  if (!/^[^.]*_/.test(name)) return false;
  const presented = certificate.subjectAltNames?.flatMap((each) => each.type === "dns" ? [each.value] : []) ?? certificate.subject.attribute(ATTRIBUTE.CN);
  return !presented.some((each) => foldCase(each) === name) && presented.some((each) => each.startsWith("*") && matchesDnsName(each, name));
}

/** RFC 9525 section 6.4: an address is an iPAddress; one that stands as a dNSName is for no client that of the server. */
function namesAddressAsDns(name: GeneralName, server: ServerName): boolean {
  const as = name.type === "dns" ? parseServerName(name.value) : undefined;
  return as?.type === "ip" && formatServerName(as) === formatServerName(server);
}

function isTooWide(name: GeneralName, isPublicSuffix: ((domain: string) => boolean) | undefined): boolean {
  return name.type === "dns" && name.value.startsWith("*.") && (isPublicSuffix?.(foldCase(name.value.slice(2))) ?? false);
}

/** For the question whether the public suffixes are needed at all. Throws DerError. */
export function hasWildcard(certificate: Pick<Certificate, "subjectAltNames">): boolean {
  return certificate.subjectAltNames?.some((name) => name.type === "dns" && name.value.startsWith("*.")) ?? false;
}

function describe(names: readonly GeneralName[] | undefined): string {
  const texts: string[] = [];
  for (const name of names ?? []) {
    if (name.type === "dns") texts.push(name.value);
    else if (name.type === "ip") texts.push(formatIpAddress(name.bytes));
  }
  if (texts.length === 0) return "–";
  const shown = texts.slice(0, MAX_NAMES_SHOWN).join(", ");
  return texts.length > MAX_NAMES_SHOWN ? `${shown}, … (${texts.length})` : shown;
}

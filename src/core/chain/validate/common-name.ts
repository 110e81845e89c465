import type { GeneralName } from "../../x509/general-name.ts";
import { ATTRIBUTE } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import { foldCase, isDnsName } from "../dns-name.ts";
import { formatIpAddress } from "../ip-address.ts";
import { parseServerName } from "../server-name.ts";
import type { Check } from "./check.ts";

/**
 * BR 7.1.4.3: a common name is one of the subject alternative names, character for character (addresses as RFC 3986
 * and RFC 5952 write them). Deployed certificates break this harmlessly, with a domain above a wildcard or a name of no
 * host, and clients do not look at the common name at all; so it fails only where it is meant as one of the names and
 * is not: an address in any notation, an internationalized name, the same name in other letters, or a host beside those
 * that the certificate is for.
 */
export const checkCommonName: Check = (certificate, { position }) => {
  if (position !== "leaf") return NO_FAULTS;
  const alternatives = (certificate.subjectAltNames ?? []).flatMap(textOf);
  for (const commonName of certificate.subject.attribute(ATTRIBUTE.CN)) {
    if (alternatives.includes(commonName)) continue;
    const inALabels = unicodeNameOf(commonName, alternatives);
    if (inALabels !== undefined) return [{ rule: "chain/common-name-unicode", params: [commonName, inALabels], breach: "common-name-beside" }];
    if (isMeantAsOneOf(commonName, alternatives)) return [{ rule: "chain/common-name", params: [commonName], breach: "common-name-beside" }];
  }
  return NO_FAULTS;
};

/** The alternative name that a common name in U-labels is (RFC 5890 section 2.3.2.1). */
function unicodeNameOf(commonName: string, alternatives: readonly string[]): string | undefined {
  if (!isInternationalized(commonName)) return undefined;
  const [wildcard, host] = commonName.startsWith("*.") ? ["*.", commonName.slice(2)] : ["", commonName];
  const server = /[^ -~]/.test(host) ? parseServerName(host) : undefined;
  return server?.type === "dns" ? alternatives.find((alternative) => foldCase(alternative) === `${wildcard}${server.name}`) : undefined;
}

function textOf(name: GeneralName): string[] {
  if (name.type === "dns") return [name.value];
  return name.type === "ip" ? [formatIpAddress(name.bytes)] : [];
}

function isMeantAsOneOf(commonName: string, alternatives: readonly string[]): boolean {
  return isAddressNotation(commonName) || isInternationalized(commonName) || alternatives.some((alternative) =>
    alternative.toLowerCase() === commonName.toLowerCase() || isBeside(commonName, alternative));
}

/** What a URL parser reads as an address: dotted, hexadecimal or as one number; or anything with the colons of IPv6. */
function isAddressNotation(text: string): boolean {
  return /^(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){3}$|^0x[0-9a-f]+$/i.test(text) || /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(text);
}

/** A host name with an A-label, or with letters that only a U-label has. */
function isInternationalized(text: string): boolean {
  return /^[^\s.@:/]+(?:\.[^\s.@:/]+)+$/u.test(text) && (/(?:^|\.)xn--/i.test(text) || /[^ -~]/.test(text));
}

/** Both are hosts directly below one domain. */
function isBeside(name: string, other: string): boolean {
  const domain = name.slice(name.indexOf("."));
  return /^\.[^.]+\./.test(domain) && isDnsName(name) && isDnsName(other) && other.slice(other.indexOf(".")).toLowerCase() === domain.toLowerCase();
}

import type { GeneralName } from "../../x509/general-name.ts";
import { ATTRIBUTE } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import { formatIpAddress } from "../ip-address.ts";
import type { Check } from "./check.ts";

/**
 * BR 7.1.4.3: a common name is one of the subject alternative names, character for character (addresses as RFC 3986
 * and RFC 5952 write them). A common name that has not the form of a domain name or an address is left alone: nobody
 * would take it for the server's name.
 */
export const checkCommonName: Check = (certificate, { position, profile }) => {
  if (position !== "leaf" || profile === "browser") return NO_FAULTS;
  const alternatives = new Set((certificate.subjectAltNames ?? []).map(textOf));
  for (const commonName of certificate.subject.attribute(ATTRIBUTE.CN)) {
    if (!alternatives.has(commonName) && looksLikeHost(commonName)) return [{ rule: "chain/common-name", params: [commonName] }];
  }
  return NO_FAULTS;
};

function textOf(name: GeneralName): string | undefined {
  if (name.type === "dns") return name.value;
  return name.type === "ip" ? formatIpAddress(name.bytes) : undefined;
}

/** A name of two labels and more, in any script; or what a URL parser would read as an address, hexadecimal included. */
function looksLikeHost(text: string): boolean {
  return /^[^\s.@:/]+(?:\.[^\s.@:/]+)+\.?$/u.test(text)
    || /^(?:0x[0-9a-f]+|[0-9]{4,})$/i.test(text)
    || /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(text);
}

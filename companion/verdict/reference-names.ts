import { formatServerName, matchesServerName, parseServerName } from "../../src/core/chain/server-name.ts";
import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { CheckError } from "./check-error.ts";

/** A name that the server may go by (RFC 9525 section 6.1). */
export type ReferenceName =
  | { type: "dns"; name: string }
  /** `service` with its underscore, both in lower case. */
  | { type: "srv"; service: string; name: string };

/** id-on-dnsSRV (RFC 4985 section 2). */
const DNS_SRV = "1.3.6.1.5.5.7.8.7";
const IA5_STRING = 0x16;

/** A DNS-ID or an address. @throws CheckError */
export function parseDnsId(text: string): ReferenceName {
  const name = parseServerName(text);
  if (name === undefined) throw new CheckError(`"${text}" is no host name`);
  return { type: "dns", name: formatServerName(name) };
}

/** An SRV-ID: "_xmpp-client.example.com". @throws CheckError */
export function parseSrvId(text: string): ReferenceName {
  const [, service = "", domain = ""] = /^(_[A-Za-z0-9-]{1,15})\.(.+)$/.exec(text) ?? [];
  const name = parseServerName(domain);
  if (name?.type !== "dns") throw new CheckError(`"${text}" is no SRV-ID, which is a service and a domain such as _xmpp-client.example.com`);
  return { type: "srv", service: service.toLowerCase(), name: name.name };
}

export function referenceText(reference: ReferenceName): string {
  return reference.type === "dns" ? reference.name : `${reference.service}.${reference.name}`;
}

/** Whether the certificate is for the name. An SRV-ID is matched by an SRVName alone, whole and without wildcards (RFC 9525 section 6.3, RFC 4985). */
export function matchesReference(certificate: StoredCertificate, reference: ReferenceName): boolean {
  if (reference.type === "dns") return certificate.read((each) => matchesServerName(each, reference.name)) ?? false;
  const wanted = referenceText(reference);
  const names = certificate.read(({ subjectAltNames }) => subjectAltNames) ?? [];
  return names.some((name) => name.type === "other" && name.oid === DNS_SRV && ia5Text(name.value)?.toLowerCase() === wanted);
}

/** The text of an IA5String in DER with a short length; undefined for anything else. */
function ia5Text(der: Uint8Array): string | undefined {
  const [tag, length] = der;
  if (tag !== IA5_STRING || length === undefined || length > 127 || der.length !== length + 2) return undefined;
  return Buffer.from(der.subarray(2)).toString("latin1");
}

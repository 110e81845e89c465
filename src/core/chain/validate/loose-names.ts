import type { Certificate } from "../../x509/certificate.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { ATTRIBUTE } from "../../x509/oids.ts";
import type { Breach } from "../clients/breach.ts";
import { foldCase, isDnsName } from "../dns-name.ts";
import type { Fault } from "../fault.ts";
import { matchesDnsName, parseServerName, formatServerName, type ServerName } from "../server-name.ts";

/** Faults of the alternative names' own form. `found`: which of them stands for the server; -1 or undefined: none. */
export function formFaults(names: readonly GeneralName[], server: ServerName | undefined, found: number | undefined, offset: number | undefined): Fault[] {
  const faults: Fault[] = [];
  const add = (what: string, breach: Breach): void => {
    if (!faults.some((fault) => fault.breach === breach)) faults.push({ rule: "chain/malformed", params: [`subjectAltName: ${what}`], ...(offset === undefined ? {} : { offset }), breach });
  };
  if (names.length === 0) add("no names", "names-empty");
  for (const [i, name] of names.entries()) {
    if (name.type === "ip" && name.bytes.length !== 4 && name.bytes.length !== 16) add(`an address of ${name.bytes.length} bytes`, "names-bad-address");
    if (!("value" in name) || typeof name.value !== "string") continue;
    if (name.type === "uri" && !URL.canParse(name.value)) add(`«${name.value}» is no URI`, "names-bad-uri");
    if (name.type === "dns" && name.value === "") add("a blank name", "names-blank");
    const ascii = !/[^\x00-\x7f]/.test(name.value);
    const before = found !== undefined && found >= 0 && i < found;
    if (!ascii) add("characters beyond ASCII", "names-not-ascii");
    if (name.type === "dns" && !isPresentedName(name.value) && (ascii || before)) add(`«${name.value}» is no DNS name`, before ? "names-bad-host-before" : "names-bad-host");
  }
  const oneLabel = names.findIndex(isOneLabelWildcard);
  const wildcard = names[oneLabel];
  if (wildcard?.type === "dns") {
    // mozilla::pkix reads the names in their order, up to the one that is the server's, and those alone that are of the server's kind.
    const breach = server?.type !== "dns" || found === undefined ? "names-one-label-wildcard" : found < 0 ? "names-one-label-wildcard-instead" : oneLabel < found ? "names-one-label-wildcard-before" : "names-one-label-wildcard";
    faults.push({
      rule: "chain/one-label-wildcard", params: [wildcard.value], ...(offset === undefined ? {} : { offset }),
      breach,
    });
  }
  return faults;
}

/** "*.localhost": mozilla::pkix wants two labels after the wildcard. */
function isOneLabelWildcard(name: GeneralName): boolean {
  return name.type === "dns" && /^\*\.[^.]+\.?$/.test(name.value);
}

function isPresentedName(text: string): boolean {
  return isDnsName(text.startsWith("*.") ? text.slice(2) : text);
}

/** The way in which a certificate names a server that RFC 9525 does not know; undefined where there is none. */
export function otherwiseNamed(certificate: Certificate, server: ServerName, isPublicSuffix: ((domain: string) => boolean) | undefined): Breach | undefined {
  const names = certificate.subjectAltNames ?? [];
  const dns = names.flatMap((name) => name.type === "dns" ? [foldCase(name.value)] : []);
  if (server.type === "dns") {
    const { name } = server;
    if (dns.some((presented) => matchesDnsName(presented, name))) return "host-by-public-suffix-wildcard";
    if (dns.some((presented) => presented.endsWith(".") && matchesDnsName(presented.slice(0, -1), name) && !(presented.startsWith("*.") && isPublicSuffix?.(presented.slice(2, -1)) === true))) return "host-by-trailing-dot";
    if (dns.some((presented) => /^\*\.[^.]+$/.test(presented) && name.slice(name.indexOf(".")) === presented.slice(1))) return "host-by-one-label-wildcard";
    if (dns.some((presented) => matchesInPart(presented, name))) return dns.some((presented) => presented.startsWith("*") && matchesInPart(presented, name)) ? "host-by-part-wildcard-behind" : "host-by-part-wildcard";
  } else if (dns.some((presented) => isAddress(presented, server))) {
    return "host-by-address-as-dns-name";
  }
  if (dns.length > 0) return undefined;
  if (!hasCommonName(certificate, server)) return undefined;
  if (names.some(({ type }) => type === "ip")) return "host-by-common-name-beside-address";
  const commonNames = certificate.subject.rdns.map((rdn) => rdn.filter(({ oid }) => oid === ATTRIBUTE.CN));
  if (commonNames.flat().length < 2) return "host-by-common-name";
  // curl takes the last; Java, of the last part of the name that has one, the first.
  const lastPart = commonNames.findLast((rdn) => rdn.length > 0) ?? [];
  const [byCurl, byJava] = [lastPart.at(-1), lastPart[0]].map((taken) => taken !== undefined && standsFor(taken.value, server));
  if (byCurl === byJava) return byCurl === true ? "host-by-common-name-of-several" : "host-by-common-name-not-last";
  return byCurl === true ? "host-by-common-name-last-in-part" : "host-by-common-name-first-in-part";
}

/** Whether a common name stands for the server, as clients took it before there were alternative names. */
export function hasCommonName(certificate: Certificate, server: ServerName): boolean {
  return certificate.subject.attribute(ATTRIBUTE.CN).some((text) => standsFor(text, server));
}

function standsFor(text: string, server: ServerName): boolean {
  const wanted = formatServerName(server);
  return foldCase(text) === wanted || server.type === "dns" && matchesDnsName(text, wanted);
}

/** A wildcard that is a part of the leftmost label, as RFC 6125 section 6.4.3 let clients take it. */
function matchesInPart(presented: string, name: string): boolean {
  const [first = "", ...rest] = presented.split(".");
  const [label = "", ...domain] = name.split(".");
  const parts = first.split("*");
  if (parts.length !== 2 || first === "*" || rest.length < 2 || rest.join(".") !== domain.join(".") || first.startsWith("xn--") || label.startsWith("xn--")) return false;
  const [before = "", after = ""] = parts;
  return label.length >= first.length && label.startsWith(before) && label.endsWith(after);
}

function isAddress(presented: string, server: ServerName): boolean {
  const as = parseServerName(presented);
  return as?.type === "ip" && formatServerName(as) === formatServerName(server);
}

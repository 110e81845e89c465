import { EXTENDED_KEY_USAGE, EXTENSION, oidName } from "../../x509/oids.ts";
import type { Breach } from "../clients/breach.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import type { Check, Position } from "./check.ts";

const ANY: Readonly<Record<Position, Breach>> = { leaf: "leaf-eku-any", intermediate: "issuer-eku-any", anchor: "anchor-eku-any" };
const GATED: Readonly<Record<Position, Breach>> = { leaf: "leaf-eku-gated", intermediate: "issuer-eku-gated", anchor: "anchor-eku-gated" };
const MS_GATED: Readonly<Record<Position, Breach>> = { leaf: "leaf-eku-ms-gated", intermediate: "issuer-eku-ms-gated", anchor: "anchor-eku-ms-gated" };
const EMPTY: Readonly<Record<Position, Breach>> = { leaf: "leaf-eku-empty", intermediate: "issuer-eku-empty", anchor: "anchor-eku-other" };

/**
 * RFC 5280 section 4.2.1.12, and on issuers as clients take it: where there is an extended key usage, it has
 * serverAuth. In a leaf neither anyExtendedKeyUsage nor a critical extension will do (BR 7.1.2.7.10). An anchor is a name
 * and a key (RFC 5280 section 6.1.1 d), and some clients hold its purposes against it all the same.
 */
export const checkExtendedKeyUsage: Check = (certificate, { position }) => {
  const usages = certificate.extendedKeyUsage;
  if (!usages) return NO_FAULTS;
  const extension = certificate.extension(EXTENSION.extKeyUsage);
  if (usages.includes(EXTENDED_KEY_USAGE.serverAuth) && (position !== "leaf" || !usages.includes(EXTENDED_KEY_USAGE.OCSPSigning) && extension?.critical !== true)) return NO_FAULTS;
  const at = extension ? { offset: extension.offset } : {};
  const other = (breach: Breach): Fault[] => [{ rule: "chain/extended-key-usage", params: [usages.map((oid) => oidName(oid) ?? oid).join(", ")], ...at, breach }];
  if (!usages.includes(EXTENDED_KEY_USAGE.serverAuth)) {
    if (usages.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage)) return other(ANY[position]);
    if (usages.includes(EXTENDED_KEY_USAGE.nsServerGatedCrypto)) return other(GATED[position]);
    if (usages.includes(EXTENDED_KEY_USAGE.msServerGatedCrypto)) return other(MS_GATED[position]);
    if (usages.length === 0) return other(EMPTY[position]);
    return other(position === "leaf" ? "leaf-eku-other" : position === "anchor" ? "anchor-eku-other" : "issuer-eku-other");
  }
  if (position !== "leaf") return NO_FAULTS;
  if (usages.includes(EXTENDED_KEY_USAGE.OCSPSigning)) return other("leaf-eku-ocsp");
  return extension?.critical ? [{ rule: "chain/criticality", params: ["extKeyUsage", "not critical"], ...at, breach: "leaf-eku-critical" }] : NO_FAULTS;
};

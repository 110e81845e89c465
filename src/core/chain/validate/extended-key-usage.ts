import { EXTENDED_KEY_USAGE, EXTENSION, oidName } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 section 4.2.1.12, and on issuers as every browser takes it: where there is an extended key usage, it has
 * serverAuth. In a leaf neither anyExtendedKeyUsage nor a critical extension will do (BR 7.1.2.7.10). That a root should
 * have none (BR 7.1.2.1.2) is for the rules to say: an anchor is a name and a key (RFC 5280 section 6.1.1 d).
 */
export const checkExtendedKeyUsage: Check = (certificate, { position, profile }) => {
  const usages = certificate.extendedKeyUsage;
  if (!usages) return NO_FAULTS;
  const extension = certificate.extension(EXTENSION.extKeyUsage);
  const at = extension ? { offset: extension.offset } : {};
  const allowed = usages.includes(EXTENDED_KEY_USAGE.serverAuth)
    || (usages.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage) && (profile === "browser" || position !== "leaf"));
  if (!allowed) return [{ rule: "chain/extended-key-usage", params: [usages.map((oid) => oidName(oid) ?? oid).join(", ")], ...at }];
  if (profile === "browser") return NO_FAULTS;
  if (position === "leaf" && extension?.critical) return [{ rule: "chain/criticality", params: ["extKeyUsage", "not critical"], ...at }];
  return NO_FAULTS;
};

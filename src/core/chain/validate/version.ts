import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/** RFC 5280 section 4.1.2.1 and BR 7.1.1: version 3. Anchors of version 1 are trusted by name and key alone. */
export const checkVersion: Check = (certificate, { position, profile }) =>
  certificate.version === 3 || (position === "anchor" && profile === "browser")
    ? NO_FAULTS
    : [{ rule: "chain/version", params: [String(certificate.version)] }];

import type { Breach } from "../clients/breach.ts";
import { NO_FAULTS } from "../fault.ts";
import type { Check, Position } from "./check.ts";

const BREACHES: Readonly<Record<Position, Breach>> = { leaf: "leaf-version", intermediate: "issuer-version", anchor: "anchor-version" };

/** RFC 5280 section 4.1.2.1 and BR 7.1.1: version 3. */
export const checkVersion: Check = (certificate, { position }) =>
  certificate.version === 3 ? NO_FAULTS : [{ rule: "chain/version", params: [String(certificate.version)], breach: BREACHES[position] }];

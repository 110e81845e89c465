import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/** status_request (RFC 6066 section 8). */
const STATUS_REQUEST = 5;

/**
 * RFC 7633 section 4.2.2: a certificate that asks for a stapled response is refused where the server is known to staple none;
 * one that asks for another feature, by clients that cannot tell whether the server has it.
 */
export const checkStaple: Check = (certificate, { position, ocspStapled }) => {
  if (position !== "leaf") return NO_FAULTS;
  const features = certificate.tlsFeatures;
  if (!features || features.length === 0) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.tlsFeature)?.offset;
  const fault = (feature: number, breach: Fault["breach"] & string): Fault => ({ rule: "chain/tls-feature", params: [String(feature)], ...(offset === undefined ? {} : { offset }), breach });
  const faults = features.includes(STATUS_REQUEST) && ocspStapled === false ? [fault(STATUS_REQUEST, "tls-feature-not-stapled")] : [];
  const other = features.find((feature) => feature !== STATUS_REQUEST);
  return other === undefined ? faults : [...faults, fault(other, "tls-feature-other")];
};

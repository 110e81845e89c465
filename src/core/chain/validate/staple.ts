import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/** status_request (RFC 6066 section 8). */
const STATUS_REQUEST = 5;

/** RFC 7633 section 4.2.2: a certificate that asks for a stapled response is refused where the server is known to staple none. */
export const checkStaple: Check = (certificate, { position, ocspStapled }) => {
  if (position !== "leaf" || ocspStapled !== false) return NO_FAULTS;
  const features = certificate.tlsFeatures;
  if (!features?.includes(STATUS_REQUEST)) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.tlsFeature)?.offset;
  return [{ rule: "chain/tls-feature", params: [String(STATUS_REQUEST)], ...(offset === undefined ? {} : { offset }), breach: "tls-feature-not-stapled" }];
};

import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

function hasRepeats(values: readonly string[]): boolean {
  return new Set(values.map((value) => value.toLowerCase())).size < values.length;
}

/** Authority information access repeats itself. */
export const aiaLocationsNotUnique: CertificateRule = {
  id: "certificate/aia-locations-not-unique",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_aia_unique_access_locations"],
  check: (c) => when(isSubscriber(c) && (hasRepeats(c.ocspUris) || hasRepeats(c.issuerUris))),
};

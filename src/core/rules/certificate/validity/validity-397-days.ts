import { isServerAuth } from "../lint/applies.ts";
import { practice } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";
import { validitySeconds } from "../lint/times.ts";

/** Validity at the limit. */
export const validity397Days: CertificateRule = {
  id: "certificate/validity-397-days",
  severity: "notice",
  citation: practice("Apple", "HT211025", "https://support.apple.com/en-us/102028"),
  binds: "public-cas",
  effective: { from: "2020-09-01", until: "2026-03-15" },
  sameAs: ["zlint:w_tls_server_cert_valid_time_longer_than_397_days"],
  check: (c) => {
    const seconds = isServerAuth(c) && !c.isCa ? validitySeconds(c) : 0;
    return when(seconds > 397 * 86_400);
  },
};

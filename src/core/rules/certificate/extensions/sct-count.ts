import { toHex } from "../../../bytes/hex.ts";
import { isSubscriber } from "../lint/applies.ts";
import { practice } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

function monthsLater(time: number, months: number): number {
  const date = new Date(time);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** Few proofs of publication by the rule of 2018. */
export const sctCount: CertificateRule = {
  id: "certificate/sct-count",
  severity: "notice",
  citation: practice("Apple", "HT205280 of 2018", "https://support.apple.com/en-us/103214"),
  binds: "public-cas",
  effective: { from: "2018-10-15" },
  sameAs: ["zlint:w_ct_sct_policy_count_unsatisfied"],
  check: (c) => {
    if (!isSubscriber(c) || c.certificate.isPrecertificate || c.notBefore === undefined || c.notAfter === undefined) return [];
    const scts = c.read(({ signedCertificateTimestamps }) => signedCertificateTimestamps ?? []);
    if (scts === undefined) return [];
    const { notBefore, notAfter } = c;
    const months = [15, 27, 39].findIndex((count) => notAfter < monthsLater(notBefore, count));
    const needed = months < 0 ? 5 : months + 2;
    const logs = new Set(scts.map(({ logId }) => toHex(logId))).size;
    return when(logs < needed, String(logs), String(needed));
  },
};

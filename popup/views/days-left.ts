import { plural, useText } from "../../ui/text.ts";
import { daysUntil } from "../../ui/format.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";

/** "61 days left" or that it is over, at the time of the observation. */
export function useDaysLeft(certificate: CertificateSummary | undefined, time: string): string | undefined {
  const text = useText();
  if (certificate === undefined || certificate.error !== undefined) return undefined;
  const starts = daysUntil(certificate.notBefore, time);
  const left = daysUntil(certificate.notAfter, time);
  if (starts === undefined || left === undefined) return undefined;
  if (Date.parse(certificate.notBefore) > Date.parse(time)) return text("popup_not_yet_valid");
  if (left >= 0) return plural(text, "popup_days_left", left);
  const over = daysUntil(time, certificate.notAfter) ?? 0;
  return over < 1 ? text("popup_expired_just") : plural(text, "popup_expired_days", over);
}

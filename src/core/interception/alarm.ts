import type { InterceptionAssessment } from "../assessment.ts";

/** Whether faces say before anything else that somebody reads a connection; null where nothing does, or the person expects all of it. */
export function alarmOf({ verdict, evidence }: InterceptionAssessment): "known" | "likely" | null {
  if (verdict !== "known" && verdict !== "likely") return null;
  return evidence.some(({ weight }) => weight > 0) ? verdict : null;
}

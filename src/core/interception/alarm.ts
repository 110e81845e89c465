import type { InterceptionAssessment } from "../assessment.ts";
import type { ReadBy } from "./host-memory.ts";

/** Whether faces say before anything else that somebody reads a connection; null where nothing does, or the person expects all of it. */
export function alarmOf({ verdict, evidence }: InterceptionAssessment): "known" | "likely" | null {
  if (verdict !== "known" && verdict !== "likely") return null;
  return evidence.some(({ weight }) => weight > 0) ? verdict : null;
}

/** Who reads a connection, for the memory, whether the person expects it or not; undefined: nobody that is sure enough. */
export function readBy({ verdict, label }: InterceptionAssessment): ReadBy | undefined {
  return verdict === "known" || verdict === "likely" ? { verdict, label } : undefined;
}

// The part of the background that is needed once something is to be judged: a file of its own, loaded then, so that the
// background itself is small and quick to start.
export { SecondLook } from "./companion/second-look.ts";
export { describeText } from "./description/describe-text.ts";
export { Strengths } from "./history/strengths.ts";
export { Judge, JudgeMemory } from "./judge.ts";
export { Reporter } from "./pages/report.ts";
export { ratePage } from "./rating/page.ts";
export { answerReport } from "./report/answer.ts";
export { EVERY_RULE } from "./rules/index.ts";
export { answerSettings } from "./settings/desk.ts";
export { exportDocument } from "./telemetry/export.ts";
export { importDocument } from "./telemetry/import.ts";
export { TelemetryError } from "./telemetry/json-reader.ts";
export { changeInterception } from "./trust/change-interception.ts";
export { changeTrust } from "./trust/change.ts";
export { readElsewhere, withSight } from "./trust/elsewhere.ts";
export { describeTrust } from "./trust/describe.ts";
export { TrustError } from "./trust/trust-error.ts";
export { summarize } from "./x509/summary.ts";

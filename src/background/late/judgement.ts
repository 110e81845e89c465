// The part of the background that is needed once something is to be judged: a file of its own, loaded then, so that the
// background itself is small and quick to start.
export { SecondLook } from "../second-look/look.ts";
export { describeText } from "../../core/description/describe-text.ts";
export { Strengths } from "../history/strengths.ts";
export { Judge, JudgeMemory } from "../judge.ts";
export { Reporter } from "../answers/page-report.ts";
export { ratePage } from "../../core/rating/page.ts";
export { answerReport } from "../answers/hosts.ts";
export { EVERY_RULE } from "../../core/rules/index.ts";
export { answerSettings } from "../answers/settings.ts";
export { exportDocument } from "../../core/telemetry/export.ts";
export { importDocument } from "../../core/telemetry/import.ts";
export { TelemetryError } from "../../core/telemetry/json-reader.ts";
export { changeInterception } from "../../settings/decisions/change-interception.ts";
export { changeTrust } from "../../settings/decisions/change-trust.ts";
export { readElsewhere, withSight } from "../../core/interception/elsewhere.ts";
export { describeTrust } from "../answers/trust-report.ts";
export { TrustError } from "../../settings/decisions/decision-error.ts";
export { summarize } from "../../core/x509/summary.ts";

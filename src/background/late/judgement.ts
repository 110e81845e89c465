// The part of the background that is needed once something is to be judged or answered: a file of its own, loaded then, so
// that the background itself is small and quick to start.
export { newAnswers } from "../answers/index.ts";
export { Strengths } from "../history/strengths.ts";
export { JudgeMaker } from "../judges.ts";
export { tellRecording } from "../second-look/tell-recording.ts";
export { Teller } from "../teller.ts";
export { readersIn } from "../../core/interception/readers.ts";
export { withSight } from "../../core/interception/elsewhere.ts";

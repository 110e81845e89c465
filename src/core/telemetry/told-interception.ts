import type { InterceptionAssessment, InterceptionEvidence } from "../assessment.ts";
import { isRecord } from "../is-record.ts";
import { ObjectReader, readString, required, TelemetryError } from "./json-reader.ts";
import { defined } from "../defined.ts";

const VERDICTS = ["none", "unusual", "likely", "known", "unknown"] as const;
const MAX_EVIDENCE = 50;
const MAX_PARAMS = 9;
const MAX_CERTIFICATES = 50;
const MAX_TEXT = 4000;
const MAX_WEIGHT = 100;

/**
 * What an export's assessment says of somebody in the middle: whoever made it knew the session, the memory and what the person expects.
 * undefined where there is none that can be read: it is then judged by itself.
 */
export function readToldInterception(assessment: unknown): InterceptionAssessment | undefined {
  if (!isRecord(assessment) || !isRecord(assessment["interception"])) return undefined;
  try {
    const reader = new ObjectReader(assessment["interception"], "assessment.interception");
    const expected = reader.object("expected");
    return defined({
      verdict: required(reader.oneOf("verdict", VERDICTS), reader.at("verdict")),
      label: reader.raw("label") === null ? null : required(reader.string("label", MAX_TEXT), reader.at("label")),
      evidence: required(reader.array("evidence", MAX_EVIDENCE, (entry, path) => readEvidence(new ObjectReader(entry, path))), reader.at("evidence")),
      expected: expected === undefined ? undefined : { name: required(expected.string("name", MAX_TEXT), expected.at("name")) },
    });
  } catch (error) {
    // What is not as it should be is passed over, as the rest of a stored assessment is.
    if (!(error instanceof TelemetryError)) throw error;
    return undefined;
  }
}

function readEvidence(reader: ObjectReader): InterceptionEvidence {
  const texts = (key: string, most: number): string[] => required(reader.array(key, most, (value, path) => readString(value, path, MAX_TEXT)), reader.at(key));
  return {
    id: required(reader.string("id", MAX_TEXT), reader.at("id")),
    weight: required(reader.integer("weight", MAX_WEIGHT), reader.at("weight")),
    message: required(reader.string("message", MAX_TEXT), reader.at("message")),
    otherwise: required(reader.string("otherwise", MAX_TEXT), reader.at("otherwise")),
    params: texts("params", MAX_PARAMS),
    certificates: texts("certificates", MAX_CERTIFICATES),
    ...(reader.boolean("excused") === true ? { excused: true } : {}),
  };
}

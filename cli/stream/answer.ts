import type { ClientName } from "../../src/core/chain/clients/index.ts";
import { TelemetryError } from "../../src/core/telemetry/json-reader.ts";
import { EXIT, type ExitStatus } from "../errors.ts";
import { isDeeper } from "../json-depth.ts";
import { jsonLine } from "../json-line.ts";
import type { Line } from "../lines.ts";
import { LineJudge } from "./line-judge.ts";

/** Bytes of one line: room for some hundred large certificates. */
export const MAX_LINE = 64 * 1024 * 1024;

/** Lines beyond so many characters are looked through before they are read as JSON. */
const LONG = 65_536;
/** Arrays and objects in each other; an observation has four. */
const MAX_DEPTH = 64;

/** An assessment or an error, with the end of its line. */
export interface LineAnswer {
  text: string;
  status: ExitStatus;
}

/** Answers lines, one after the other; what lines have in common is judged once. */
export class LineAnswerer {
  readonly #judge: LineJudge;

  /** `memory`: bytes for what is remembered, about; `client`: whose verdict on chains it is. */
  constructor(memory: number, client: ClientName) {
    this.#judge = new LineJudge(memory, client);
  }

  /** The answer to a line. Never rejects. */
  async answer(line: Line): Promise<LineAnswer> {
    if (!("text" in line)) {
      return "tooLong" in line
        ? failure("line-too-long", `The line has more than ${MAX_LINE} bytes.`, line.number)
        : failure("bad-encoding", "The line is not UTF-8.", line.number);
    }
    try {
      const { text, invalid } = await this.#judge.judge(parseJson(line.text));
      return { text, status: invalid ? EXIT.invalid : EXIT.valid };
    } catch (error) {
      if (error instanceof TelemetryError) return failure(error.code, error.message, line.number);
      // A fault of ours in one line must not take the other lines along.
      return failure("internal", `A fault of tlscope itself: ${error instanceof Error ? error.message : String(error)}`, line.number);
    }
  }
}

function failure(code: string, message: string, line: number): LineAnswer {
  return { text: jsonLine({ error: { code, message, line } }), status: EXIT.failed };
}

function parseJson(text: string): unknown {
  if (text.length > LONG && isDeeper(text, MAX_DEPTH)) throw new TelemetryError("bad-json", "", `more than ${MAX_DEPTH} arrays and objects in each other`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TelemetryError("bad-json", "", `not JSON: ${error.message}`);
  }
}

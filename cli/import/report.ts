import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import type { Lookup } from "../chain-drawing.ts";
import { reportOf } from "../report.ts";

/** The connections of a recording for people: each in full, and those that showed nothing in a line. */
export class RecordingReport {
  readonly #lookup: Lookup;
  #failure: { line: string; times: number } | undefined;
  #first = true;

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** What is to be printed now. A browser tries again what failed: the same failure again waits to be counted. */
  connection(observation: Observation, assessment: Assessment): string {
    const { error } = observation.tlsInfo.extra ?? {};
    const bare = error !== undefined && assessment.chain.sent.length === 0 && assessment.chain.path === null;
    if (bare) {
      const line = `${address(observation)}  no connection: ${error.message}`;
      if (this.#failure?.line === line) {
        this.#failure.times++;
        return "";
      }
      const before = this.#flush();
      this.#failure = { line, times: 1 };
      return before;
    }
    const failed = error === undefined ? "" : `  ${"Refused".padEnd(14)}${visibleText(error.message, LINE)}\n`;
    return this.#flush() + this.#gap() + `${visibleText(address(observation), LINE)}\n${failed}${reportOf(assessment, this.#lookup)}`;
  }

  end(): string {
    return this.#flush();
  }

  #flush(): string {
    if (this.#failure === undefined) return "";
    const { line, times } = this.#failure;
    this.#failure = undefined;
    return `${this.#gap()}${visibleText(line, LINE)}${times === 1 ? "" : ` (${times} times)`}\n`;
  }

  #gap(): string {
    const gap = this.#first ? "" : "\n";
    this.#first = false;
    return gap;
  }
}

/** "www.example.com:8443 at 192.0.2.1, 2026-11-21T12:00:00.000Z" */
function address({ host, port, ip, time }: Observation): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${name}${port === undefined ? "" : `:${port}`}${ip === undefined || ip === host ? "" : ` at ${ip}`}${time === undefined ? "" : `, ${time}`}`;
}

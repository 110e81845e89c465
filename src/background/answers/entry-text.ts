import { onceFor } from "../../core/once-for.ts";
import type { TelemetryObservation } from "../../core/telemetry/document.ts";

/** Writes entries of an export as JSON; what many of them share, as an object, is put into words once. */
export class EntryTexts {
  readonly #once = onceFor((value: object) => JSON.stringify(value));

  /** The same document as JSON.stringify writes. */
  of({ assessment, ...rest }: TelemetryObservation): string {
    if (assessment === null) return JSON.stringify({ ...rest, assessment });
    const { findings, chain, rating, ...others } = assessment;
    return `${open({ ...rest })},"assessment":${open(others)},"chain":${this.#once(chain)},"rating":${this.#once(rating)},"findings":[${findings.map((finding) => this.#once(finding)).join()}]}}`;
  }
}

/** An object with members, to which more are added. */
function open(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}

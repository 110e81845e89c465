import type { ProfileResult, Rating } from "../assessment.ts";
import { LruMap } from "../lru.ts";
import { ratedHit, type RatedCertificate, type RatedConnection, type RatedHit } from "./rated.ts";
import { onceFor } from "../once-for.ts";

/** The rating of a connection, and what the profiles say of it. */
export interface RatedResult {
  readonly rating: Rating;
  readonly profiles: ProfileResult[];
}

/** Ratings that are kept; an ordinary one takes 6 KB. */
const REMEMBERED = 1_024;

/** Remembers ratings by all that they look at: many connections are alike in it. What is remembered must not be changed. */
export class RatingMemory {
  readonly #kept: LruMap<string, RatedResult>;
  /** What a rating looks at of a hit that many connections share: the same object each time, so that its text is written once. */
  readonly hitOf = onceFor(ratedHit);

  constructor(remembered = REMEMBERED) {
    this.#kept = new LruMap(remembered);
  }

  get(key: string): RatedResult | undefined {
    return this.#kept.get(key);
  }

  set(key: string, result: RatedResult): void {
    this.#kept.set(key, result);
  }
}

/** All that a rating looks at, as text: what has the same text has the same rating. */
export function ratingKey(connection: RatedConnection, plain: boolean, hits: readonly RatedHit[]): string {
  // Of suites and groups there is one each by this name.
  const parts = [JSON.stringify([plain, connection.version, connection.suite?.id, connection.group?.name, connection.hsts, connection.daysCome]), textOf(connection.certificate)];
  for (const hit of hits) parts.push(textOf(hit));
  return parts.join();
}

/** Of what many connections share: written once. */
const textOf = onceFor((value: RatedHit | RatedCertificate) => JSON.stringify(value));

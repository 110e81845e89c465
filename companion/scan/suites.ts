import { allCipherSuites, type CipherSuite } from "../../src/core/registry/cipher-suites.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import type { ChosenByServer, ScannedVersion, ScanQuestion } from "./question.ts";
import { takeAway, whoseOrder, type Leftover } from "./take-away.ts";

/** Suites in one question: old servers choke on long lists. */
const CHUNK = 96;

/** Questions about suites that the server answered unclearly, for each version. */
const MAX_DOUBTS = 200;

const FIRST_OF_TLS_1_2: ReadonlySet<string> = new Set(["SHA256", "SHA384", "AEAD"]);

/** Whether a suite may be had before TLS 1.2: not by its MAC, but that suites with pre-shared keys came for all versions (RFC 5487 section 3, RFC 5489, RFC 6367). */
function isOlder({ mac, mode, authentication, cipher }: Pick<CipherSuite, "mac" | "mode" | "authentication" | "cipher">): boolean {
  return !FIRST_OF_TLS_1_2.has(mac) || mode !== "AEAD" && authentication === "PSK" && !cipher.startsWith("ARIA");
}

/** Refusals that say that no suite suits. */
const CLEAR: ReadonlySet<string> = new Set(["handshake_failure", "insufficient_security", "protocol_version", "other-version", "nothing-left"]);
/** Refusals that are about the version. */
export const VERSION_REFUSED: ReadonlySet<string> = new Set(["protocol_version", "other-version"]);

export interface FoundSuites {
  /** In the server's order of preference where it has one, else in ours. */
  chosen: ChosenByServer[];
  order?: ScannedVersion["order"];
  unclear?: ScannedVersion["unclear"];
}

/** Which suites a version takes, in whose order, and of which that is not known. */
export async function scanSuites(version: number, groups: readonly number[], question: ScanQuestion): Promise<FoundSuites> {
  const ask = (suites: readonly number[]): ReturnType<ScanQuestion> => question(version, suites, groups);
  const [first = [], ...others] = chunksOf(version);
  const lists: ChosenByServer[][] = [[]];
  const doubts: Leftover[] = [];
  const askAll = async (suites: readonly number[], chosen: ChosenByServer[]): Promise<Leftover> => {
    const left = await takeAway(suites, ask, suiteOf, (answer) => chosen.push(answer));
    doubts.push(left);
    return left;
  };
  const left = await askAll(first, lists[0] ?? []);
  if (lists[0]?.length !== 0 || !VERSION_REFUSED.has(left.how)) {
    await Promise.all(others.map((chunk) => {
      const chosen: ChosenByServer[] = [];
      lists.push(chosen);
      return askAll(chunk, chosen);
    }));
  }
  const unclear = await new Doubts(ask, lists).settle(doubts);
  const found = lists.filter((list) => list.length > 0);
  const ids = candidates(version).flatMap(({ id }) => found.some((list) => list.some(({ cipherSuite }) => cipherSuite === id)) ? [id] : []);
  const all = found.flat();
  if (ids.length < 2) return { chosen: all, ...unclear };
  const [only = [], ...more] = found;
  // Taken from one list, they came in the order of choice.
  const inOrder = more.length === 0 ? only.map(suiteOf) : await ranked(ids, ask);
  const order = await whoseOrder(ids, inOrder[0], ask, suiteOf);
  const sorted = order === "server" ? inOrder : ids;
  return { chosen: sorted.flatMap((id) => all.find(({ cipherSuite }) => cipherSuite === id) ?? []), order, ...unclear };
}

const suiteOf = ({ cipherSuite }: ChosenByServer): number => cipherSuite;

/** All in one list now, so that the order of choice is the server's. */
async function ranked(ids: readonly number[], ask: (suites: readonly number[]) => ReturnType<ScanQuestion>): Promise<number[]> {
  const order: number[] = [];
  await takeAway(ids, ask, suiteOf, ({ cipherSuite }) => order.push(cipherSuite));
  return [...order, ...ids.filter((id) => !order.includes(id))];
}

/** What a server answered with neither a choice nor a refusal is halved and asked again, down to single suites. */
class Doubts {
  readonly #ask: (suites: readonly number[]) => ReturnType<ScanQuestion>;
  readonly #lists: ChosenByServer[][];
  readonly #unclear: number[] = [];
  #answer = "";
  #habit: Promise<string> | undefined;
  #asked = 0;

  constructor(ask: (suites: readonly number[]) => ReturnType<ScanQuestion>, lists: ChosenByServer[][]) {
    this.#ask = ask;
    this.#lists = lists;
  }

  async settle(leftovers: readonly Leftover[]): Promise<Pick<FoundSuites, "unclear">> {
    // A version of which nothing was taken is not offered, whatever way the server says so.
    if (this.#lists.every((list) => list.length === 0)) return {};
    await Promise.all(leftovers.map((left) => this.#look(left)));
    return this.#unclear.length === 0 ? {} : { unclear: { suites: this.#unclear, answer: this.#answer } };
  }

  async #look({ rest, how }: Leftover): Promise<void> {
    if (rest.length === 0 || await this.#isClear(how)) return;
    if (rest.length === 1 || this.#asked >= MAX_DOUBTS) {
      this.#unclear.push(...rest);
      this.#answer = how;
      return;
    }
    const middle = rest.length >> 1;
    await Promise.all([rest.slice(0, middle), rest.slice(middle)].map(async (half) => {
      const chosen: ChosenByServer[] = [];
      this.#lists.push(chosen);
      const ask = (suites: readonly number[]): ReturnType<ScanQuestion> => {
        this.#asked += 1;
        return this.#ask(suites);
      };
      await this.#look(await takeAway(half, ask, suiteOf, (answer) => chosen.push(answer)));
    }));
  }

  /** Some servers close, or say something of their own, where no suite suits: what they do with a suite that nobody has is their way to refuse. */
  async #isClear(how: string): Promise<boolean> {
    if (CLEAR.has(how)) return true;
    this.#habit ??= this.#ask([NOBODYS]).then((answer) => answer.kind === "refused" ? answer.how : "chosen-elsewhere");
    return how === await this.#habit;
  }
}

/** Reserved so that servers learn to pass over what they do not know (RFC 8701). */
const NOBODYS = 0x0a0a;

/** The suites that a version can have, in lists of a length that old servers bear: what servers commonly have stands in the first. */
export function chunksOf(version: number): number[][] {
  const all = candidates(version);
  const common = all.filter(isCommon);
  const rest = all.filter((suite) => !isCommon(suite));
  const chunks = [common];
  for (let at = 0; at < rest.length; at += CHUNK) chunks.push(rest.slice(at, at + CHUNK));
  return chunks.flatMap((chunk) => chunk.length > 0 ? [chunk.map(({ id }) => id)] : []);
}

/** Fewer than a list may have. */
function isCommon({ keyExchange, authentication, export: weakened }: CipherSuite): boolean {
  if (keyExchange === "TLS13") return true;
  return (keyExchange === "ECDHE" || keyExchange === "DHE" || keyExchange === "RSA") && (authentication === "RSA" || authentication === "ECDSA") && !weakened;
}

/** The suites that a version can have, the strongest first. */
function candidates(version: number): CipherSuite[] {
  const all = [...allCipherSuites()].filter(({ keyExchange, mac, mode, authentication, cipher, id }) => id !== 0 && (keyExchange === "TLS13") === (version === TLS_1_3) && (version >= 0x0303 || isOlder({ mac, mode, authentication, cipher })));
  const rank = ({ forwardSecrecy, mode, bits, authentication }: CipherSuite): number =>
    (forwardSecrecy ? 4000 : 0) + (mode === "AEAD" ? 2000 : 0) + bits - (authentication === "anonymous" || authentication === "PSK" ? 8000 : 0);
  return all.sort((a, b) => rank(b) - rank(a));
}

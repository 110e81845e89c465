import { isIP } from "node:net";
import { allCipherSuites, cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { allGroups } from "../../src/core/registry/groups.ts";
import { versionName } from "../connect/observation.ts";
import { ProbeError } from "../connect/failure.ts";
import { alpnOffer } from "../connect/offer.ts";
import type { ProbeOptions } from "../connect/options.ts";
import type { Target } from "../connect/target.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { askServer } from "./ask.ts";
import { scanLimits, type SizeLimits } from "./limits.ts";
import type { ChosenByServer, ScanQuestion, ScannedSuite, ScannedVersion } from "./question.ts";

/** What a server takes, as far as it was asked. */
export interface Scan {
  versions: ScannedVersion[];
  /** undefined where no version is offered, or the scan ended before. */
  limits?: SizeLimits;
  /** Connections that it took. */
  questions: number;
  /** Why the scan ended early; what is above is what was found until then. */
  failure?: { code: string; message: string };
}

/** SSL 3.0 to TLS 1.3. SSL 2.0 has another handshake and is not asked. */
const VERSIONS = [0x0300, 0x0301, 0x0302, 0x0303, TLS_1_3];

/** Suites in one question: old servers choke on long lists. */
const CHUNK = 96;

/** Bounds the questions of one scan, whatever the server answers. */
const MAX_QUESTIONS = 600;

const FIRST_OF_TLS_1_2: ReadonlySet<string> = new Set(["SHA256", "SHA384", "AEAD"]);

/** Asks a server, one question after another, which versions, suites and groups it takes. Never throws for what it does. */
export async function scan(target: Target, options: ProbeOptions): Promise<Scan> {
  const result: Scan = { versions: [], questions: 0 };
  const serverName = options.serverName === undefined ? (isIP(target.host) === 0 ? target.host : null) : options.serverName;
  const alpn = alpnOffer(options, target.port);
  const groups = allGroups().map(({ id }) => id);
  const question: ScanQuestion = async (version, cipherSuites, offered, more = {}) => {
    if (result.questions >= MAX_QUESTIONS) throw new ProbeError("tls-handshake", `the scan ended after ${MAX_QUESTIONS} questions`);
    result.questions += 1;
    const answer = await askServer(target, options, { version, cipherSuites, groups: offered, serverName, alpn, ...more });
    return answer.kind === "chosen" ? answer : undefined;
  };
  try {
    for (const version of VERSIONS) result.versions.push(await scanVersion(version, groups, question));
    const limits = await scanLimits(result.versions.map((each, index) => ({ ...each, code: VERSIONS[index] ?? 0 })), groups, question);
    if (limits !== undefined) result.limits = limits;
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    result.failure = { code: error.code, message: error.message };
  }
  return result;
}

async function scanVersion(version: number, groups: readonly number[], question: ScanQuestion): Promise<ScannedVersion> {
  const found = new Map<number, ScannedSuite>();
  const candidates = suitesOf(version);
  for (let at = 0; at < candidates.length; at += CHUNK) {
    const chunk = candidates.slice(at, at + CHUNK);
    await takeAway(chunk, (rest) => question(version, rest, groups), ({ cipherSuite }) => cipherSuite, (chosen) => found.set(chosen.cipherSuite, suiteOf(chosen)));
  }
  const name = versionName(version) ?? String(version);
  if (found.size === 0) return { version: name, offered: false, suites: [], groups: [] };
  const ids = candidates.filter((id) => found.has(id));
  const order = await preference(version, ids, groups, question);
  const sorted = order === "server" ? await ranked(version, ids, groups, question) : ids;
  const chosenGroups: number[] = [];
  const withGroups = sorted.filter((id) => version === TLS_1_3 || cipherSuiteById(id)?.keyExchange === "ECDHE");
  if (withGroups.length > 0) {
    const askFor = async (rest: readonly number[]): Promise<ChosenByServer | undefined> => {
      const chosen = await question(version, withGroups, rest);
      // Before TLS 1.3 the curve of an ECDSA certificate must be offered too (RFC 8422 section 5.1).
      return chosen !== undefined || version === TLS_1_3 || chosenGroups.length === 0 ? chosen : question(version, withGroups, [...rest, ...chosenGroups]);
    };
    await takeAway(groups, askFor, ({ group }) => group, ({ group }) => {
      if (group !== undefined) chosenGroups.push(group);
    });
  }
  const groupOrder = chosenGroups.length < 2 ? undefined : await whoseOrder(chosenGroups, (each) => question(version, withGroups, each), ({ group }) => group);
  return {
    version: name, offered: true, suites: sorted.flatMap((id) => found.get(id) ?? []), groups: chosenGroups,
    ...(order === undefined ? {} : { order }), ...(groupOrder === undefined ? {} : { groupOrder }),
  };
}

/** Asks again and again, each time without what was chosen, until nothing is. */
async function takeAway(all: readonly number[], question: (rest: readonly number[]) => Promise<ChosenByServer | undefined>, pick: (chosen: ChosenByServer) => number | undefined, take: (chosen: ChosenByServer) => void): Promise<void> {
  let rest = all;
  while (rest.length > 0) {
    const chosen = await question(rest);
    const picked = chosen && pick(chosen);
    // A server that chooses what it was not offered is asked no more.
    if (chosen === undefined || picked === undefined || !rest.includes(picked)) return;
    take(chosen);
    rest = rest.filter((each) => each !== picked);
  }
}

async function preference(version: number, ids: readonly number[], groups: readonly number[], question: ScanQuestion): Promise<ScannedVersion["order"]> {
  return ids.length < 2 ? undefined : whoseOrder(ids, (each) => question(version, each, groups), ({ cipherSuite }) => cipherSuite);
}

/** The server's where it chooses the same whichever way round it is asked. */
async function whoseOrder(ids: readonly number[], question: (ids: readonly number[]) => Promise<ChosenByServer | undefined>, pick: (chosen: ChosenByServer) => number | undefined): Promise<"server" | "client"> {
  const forward = await question(ids);
  const backward = await question([...ids].reverse());
  return (forward && pick(forward)) === (backward && pick(backward)) ? "server" : "client";
}

/** All in one list now, so that the order of choice is the server's. */
async function ranked(version: number, ids: readonly number[], groups: readonly number[], question: ScanQuestion): Promise<number[]> {
  const order: number[] = [];
  await takeAway(ids, (rest) => question(version, rest, groups), ({ cipherSuite }) => cipherSuite, ({ cipherSuite }) => order.push(cipherSuite));
  return [...order, ...ids.filter((id) => !order.includes(id))];
}

function suiteOf({ cipherSuite, group, primeBits, signatureScheme }: ChosenByServer): ScannedSuite {
  return {
    id: cipherSuite,
    ...(group === undefined ? {} : { group }),
    ...(primeBits === undefined ? {} : { primeBits }),
    ...(signatureScheme === undefined ? {} : { signatureScheme }),
  };
}

/** The suites that a version can have, the strongest first. */
function suitesOf(version: number): number[] {
  const all = [...allCipherSuites()].filter(({ keyExchange, mac, id }) => id !== 0 && (keyExchange === "TLS13") === (version === TLS_1_3) && (version >= 0x0303 || !FIRST_OF_TLS_1_2.has(mac)));
  const rank = ({ forwardSecrecy, mode, bits, authentication }: (typeof all)[number]): number =>
    (forwardSecrecy ? 4000 : 0) + (mode === "AEAD" ? 2000 : 0) + bits - (authentication === "anonymous" || authentication === "PSK" ? 8000 : 0);
  return all.sort((a, b) => rank(b) - rank(a)).map(({ id }) => id);
}

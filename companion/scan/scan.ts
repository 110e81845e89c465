import { isIP } from "node:net";
import { allGroups } from "../../src/core/registry/groups.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { ProbeError } from "../connect/failure.ts";
import { versionName } from "../connect/observation.ts";
import { alpnOffer } from "../connect/offer.ts";
import type { ProbeOptions } from "../connect/options.ts";
import type { Target } from "../connect/target.ts";
import { scanAlpn } from "./alpn.ts";
import { askServer } from "./ask.ts";
import { Chains, type ScannedChain } from "./chains.ts";
import { scanFeatures, type ServerFeatures } from "./features.ts";
import { scanGroups } from "./groups.ts";
import { Lanes } from "./lanes.ts";
import { scanLimits, type SizeLimits } from "./limits.ts";
import type { ChosenByServer, ScanQuestion, ScannedSuite, ScannedVersion } from "./question.ts";
import { takesRenegotiation } from "./renegotiation.ts";
import { scanSignatures, type Taken } from "./signatures.ts";
import { scanSuites } from "./suites.ts";

/** What a server takes, as far as it was asked. */
export interface Scan {
  versions: ScannedVersion[];
  /** Every chain that the server sent, each once. */
  chains: ScannedChain[];
  /** undefined where no version is offered, or the scan ended before. */
  limits?: SizeLimits;
  /** Application protocols that it takes, in the order in which it took them, all being offered; undefined where it could not be asked. */
  alpn?: string[];
  features: ServerFeatures;
  /** Connections that it took. */
  questions: number;
  /** Why the scan ended early; what is above is what was found until then. */
  failure?: { code: string; message: string };
}

/** SSL 3.0 to TLS 1.3. SSL 2.0 has another handshake and is not asked. */
const VERSIONS = [0x0300, 0x0301, 0x0302, 0x0303, TLS_1_3];

/** Bounds the questions of one scan, whatever the server answers. */
const MAX_QUESTIONS = 1200;

/** The alert of a server that speaks none of the protocols that are offered (RFC 7301 section 3.2). */
const WRONG_ALPN = "no_application_protocol";

/** Connections at a time. */
const AT_A_TIME = 8;

/** Asks a server which versions, suites, groups and more it takes. Never throws for what it does. */
export async function scan(target: Target, options: ProbeOptions): Promise<Scan> {
  const result: Scan = { versions: [], chains: [], features: {}, questions: 0 };
  const serverName = options.serverName === undefined ? (isIP(target.host) === 0 ? target.host : null) : options.serverName;
  let alpn = alpnOffer(options, target.port);
  const groups = allGroups().map(({ id }) => id);
  const lanes = new Lanes(AT_A_TIME);
  const chains = new Chains();
  let over: ProbeError | undefined;
  const question: ScanQuestion = (version, cipherSuites, offered, more = {}) => lanes.run(async () => {
    if (over !== undefined) throw over;
    if (result.questions >= MAX_QUESTIONS) throw new ProbeError("tls-handshake", `the scan ended after ${MAX_QUESTIONS} questions`);
    result.questions += 1;
    const answer = await askServer(target, options, { version, cipherSuites, groups: offered, serverName, alpn, ...more });
    if (answer.kind === "chosen" || answer.how !== WRONG_ALPN || more.alpn !== undefined || alpn.length === 0) return answer;
    // It speaks something else, which is another question.
    alpn = [];
    result.questions += 1;
    return askServer(target, options, { version, cipherSuites, groups: offered, serverName, alpn, ...more });
  });
  // What one branch found stays, whatever ends another.
  const branch = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ProbeError)) throw error;
      over ??= error;
    }
  };
  const versions = VERSIONS.map((version): ScannedVersion => ({ version: versionName(version) ?? String(version), offered: false, suites: [], groups: [] }));
  await Promise.all(versions.map((entry, index) => branch(() => scanVersion(entry, VERSIONS[index] ?? 0, groups, question, chains))));
  const taken = versions.flatMap(({ offered, suites, groups: each }, index): Taken[] => {
    const version = VERSIONS[index] ?? 0;
    // Before TLS 1.3 the curve of an ECDSA certificate must be among them, which the server need not take for an exchange.
    return offered ? [{ version, suites: suites.map(({ id }) => id), groups: version === TLS_1_3 ? each : groups }] : [];
  });
  const clear = taken.filter(({ version }) => version < TLS_1_3).at(-1);
  await Promise.all([
    branch(async () => {
      const limits = await scanLimits(versions.map((each, index) => ({ ...each, code: VERSIONS[index] ?? 0 })), groups, question);
      if (limits !== undefined) result.limits = limits;
    }),
    branch(async () => {
      const found = await findAlpn(clear, taken.at(-1), question);
      if (found !== undefined) result.alpn = found;
    }),
    branch(async () => {
      Object.assign(result.features, await scanFeatures(taken, question));
    }),
    branch(async () => {
      const renegotiated = clear === undefined ? undefined : await lanes.run(() => takesRenegotiation(target, options));
      if (renegotiated !== undefined) result.features.clientRenegotiation = renegotiated;
    }),
    ...taken.map((each) => branch(async () => {
      const answers = await scanSignatures(each, question);
      const entry = versions[VERSIONS.indexOf(each.version)];
      if (answers === undefined || entry === undefined) return;
      entry.signatureSchemes = answers.flatMap(({ signatureScheme }) => signatureScheme ?? []);
      for (const answer of answers) chains.placeOf(answer);
    })),
  ]);
  // What ended before it was asked whether it is offered is not "not offered".
  result.versions = over === undefined ? versions : versions.filter(({ offered }) => offered);
  result.chains = chains.all;
  if (over !== undefined) result.failure = { code: over.code, message: over.message };
  return result;
}

async function scanVersion(entry: ScannedVersion, version: number, groups: readonly number[], question: ScanQuestion, chains: Chains): Promise<void> {
  const { chosen, order, unclear } = await scanSuites(version, groups, question);
  entry.offered = chosen.length > 0;
  entry.suites = chosen.map((each) => suiteOf(each, chains));
  if (order !== undefined) entry.order = order;
  if (unclear !== undefined) entry.unclear = unclear;
  Object.assign(entry, await scanGroups(version, entry.suites.map(({ id }) => id), groups, question));
}

/** Before TLS 1.3 the answer is in clear. */
async function findAlpn(clear: Taken | undefined, newest: Taken | undefined, question: ScanQuestion): Promise<string[] | undefined> {
  const asked = newest ?? clear;
  const found = clear === undefined ? undefined : await scanAlpn(clear, question);
  return found === undefined && asked !== undefined ? scanAlpn(asked, question) : found;
}

function suiteOf(chosen: ChosenByServer, chains: Chains): ScannedSuite {
  const { cipherSuite, group, primeBits, signatureScheme } = chosen;
  const chain = chains.placeOf(chosen);
  return {
    id: cipherSuite,
    ...(group === undefined ? {} : { group }),
    ...(primeBits === undefined ? {} : { primeBits }),
    ...(signatureScheme === undefined ? {} : { signatureScheme }),
    ...(chain === undefined ? {} : { chain }),
  };
}

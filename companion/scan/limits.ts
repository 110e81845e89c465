import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { TLS_EXTENSION, extensionData, type TlsExtension } from "../../src/core/wire/extensions.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { chosenOf, type ChosenByServer, type ScanQuestion, type ScannedVersion } from "./question.ts";

const SSL_3_0 = 0x0300;

export interface ScannedPrime {
  bits: number;
  version: string;
}

/** How large things may be, or are. */
export interface SizeLimits {
  /** ClientHello messages of these bytes, in the newest version: whether the server took them. Empty where it took none of our own length. */
  clientHello: { bytes: number; taken: boolean }[];
  /** The shortest prime with which the server exchanged keys, its own among them, which it takes where no group of RFC 7919 is offered; absent where there was none. */
  smallestPrime?: ScannedPrime;
  /** Whether it agreed to fragments of 512 bytes (RFC 6066 section 4); absent where TLS 1.3 alone is offered, which answers encrypted. */
  maxFragmentLength?: boolean;
  /** The limit that it named for records to it (RFC 8449), null where it named none; absent as above. */
  recordSizeLimit?: number | null;
}

/** Bytes of ClientHellos, among them lengths that servers are known to have stumbled over: 256 to 511 bytes, and more than one record. */
const HELLO_BYTES = [300, 512, 1024, 4096, 16_000, 33_000];
const PADDING_HEADER = 4;
/** As few suites as will do leave room for padding. */
const FEW = 8;
/** RFC 6066 section 4: 1 means 512 bytes. */
const FRAGMENT_512: TlsExtension = { type: TLS_EXTENSION.maxFragmentLength, data: Uint8Array.of(1) };
/** 1024 bytes. */
const RECORD_LIMIT: TlsExtension = { type: TLS_EXTENSION.recordSizeLimit, data: Uint8Array.of(4, 0) };

/** Asks how large a ClientHello may be, how short a prime gets, and for limits on records. `versions`: oldest first, with their code points. */
export async function scanLimits(versions: readonly (ScannedVersion & { code: number })[], groups: readonly number[], question: ScanQuestion): Promise<SizeLimits | undefined> {
  const offered = versions.flatMap((each) => each.offered ? [{ ...each, ids: each.suites.map(({ id }) => id) }] : []);
  const newest = offered.at(-1);
  if (newest === undefined) return undefined;
  const clear = offered.filter(({ code }) => code !== TLS_1_3 && code !== SSL_3_0).at(-1);
  const extended = (extension: TlsExtension): Promise<ChosenByServer | undefined> =>
    clear === undefined ? Promise.resolve(undefined) : question(clear.code, clear.ids, groups, { extensions: [extension] }).then(chosenOf);
  const [clientHello, fragment, record, ...primes] = await Promise.all([
    helloSizes(newest, groups, question), extended(FRAGMENT_512), extended(RECORD_LIMIT), ...offered.map((each) => primesOf(each, groups, question)),
  ]);
  const [smallestPrime] = primes.flat().sort((a, b) => a.bits - b.bits);
  return {
    clientHello,
    ...(smallestPrime === undefined ? {} : { smallestPrime }),
    ...(fragment === undefined ? {} : { maxFragmentLength: extensionOf(fragment, TLS_EXTENSION.maxFragmentLength) !== undefined }),
    ...(record === undefined ? {} : { recordSizeLimit: uint16(extensionOf(record, TLS_EXTENSION.recordSizeLimit)) }),
  };
}

type Offered = ScannedVersion & { code: number; ids: number[] };

/** Offers what the server takes, and no more than that, so that a refusal is about the length. Lengths that such a hello exceeds by itself are left out. */
async function helloSizes({ code, ids, groups }: Offered, all: readonly number[], question: ScanQuestion): Promise<SizeLimits["clientHello"]> {
  // SSL 3.0 has no extensions to pad with.
  if (code === SSL_3_0) return [];
  const suites = ids.slice(0, FEW);
  // A certificate's curve must be offered too, which need not be one of the groups that were found.
  for (const offered of code === TLS_1_3 ? [groups] : [groups, all]) {
    const plain = chosenOf(await question(code, suites, offered));
    if (plain === undefined) continue;
    return Promise.all(HELLO_BYTES.filter((bytes) => bytes >= plain.asked + PADDING_HEADER).map(async (bytes) => ({ bytes, taken: (await question(code, suites, offered, { bytes })).kind === "chosen" })));
  }
  return [];
}

async function primesOf({ code, version, suites }: Offered, groups: readonly number[], question: ScanQuestion): Promise<ScannedPrime[]> {
  const exchanging = suites.filter(({ id }) => cipherSuiteById(id)?.keyExchange === "DHE").map(({ id }) => id);
  if (code !== TLS_1_3 && exchanging.length > 0) {
    const unnamed = chosenOf(await question(code, exchanging, groups.filter((id) => groupById(id)?.name.startsWith("ffdhe") !== true)));
    const suite = suites.find(({ id }) => id === unnamed?.cipherSuite);
    if (suite !== undefined && unnamed?.primeBits !== undefined) suite.primeBits = Math.min(unnamed.primeBits, suite.primeBits ?? Infinity);
  }
  return suites.flatMap(({ primeBits }) => primeBits === undefined ? [] : [{ bits: primeBits, version }]);
}

function extensionOf({ seen: { serverHello } }: ChosenByServer, type: number): Uint8Array | undefined {
  return extensionData(serverHello?.extensions ?? [], type);
}

/** null for what is no number of two bytes. */
function uint16(data: Uint8Array | undefined): number | null {
  return data?.length === 2 ? Buffer.from(data).readUInt16BE() : null;
}

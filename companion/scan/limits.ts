import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { TLS_EXTENSION, extensionData, type TlsExtension } from "../../src/core/wire/extensions.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import type { ScanQuestion, ScannedVersion } from "./question.ts";

const SSL_3_0 = 0x0300;

export interface ScannedPrime {
  bits: number;
  version: string;
}

/** How large things may be, or are. */
export interface SizeLimits {
  /** ClientHello messages of these bytes, in the newest version: whether the server took them. */
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
/** RFC 6066 section 4: 1 means 512 bytes. */
const FRAGMENT_512: TlsExtension = { type: TLS_EXTENSION.maxFragmentLength, data: Uint8Array.of(1) };
/** 1024 bytes. */
const RECORD_LIMIT: TlsExtension = { type: TLS_EXTENSION.recordSizeLimit, data: Uint8Array.of(4, 0) };

/** Asks how large a ClientHello may be, how short a prime gets, and for limits on records. `versions`: oldest first, with their code points. */
export async function scanLimits(versions: readonly (ScannedVersion & { code: number })[], groups: readonly number[], question: ScanQuestion): Promise<SizeLimits | undefined> {
  const offered = versions.flatMap((each) => each.offered ? [{ ...each, ids: each.suites.map(({ id }) => id) }] : []);
  const newest = offered.at(-1);
  if (newest === undefined) return undefined;
  // SSL 3.0 has no extensions to pad with.
  const sizes = newest.code === SSL_3_0 ? [] : HELLO_BYTES;
  const clientHello: SizeLimits["clientHello"] = [];
  // As few suites and groups as will do leave room for padding.
  for (const bytes of sizes) clientHello.push({ bytes, taken: await question(newest.code, newest.ids.slice(0, 8), newest.groups.slice(0, 4), { bytes }) !== undefined });
  const primes: ScannedPrime[] = [];
  for (const { code, version, suites } of offered) {
    const exchanging = suites.filter(({ id }) => cipherSuiteById(id)?.keyExchange === "DHE").map(({ id }) => id);
    if (code !== TLS_1_3 && exchanging.length > 0) {
      const unnamed = await question(code, exchanging, groups.filter((id) => groupById(id)?.name.startsWith("ffdhe") !== true));
      const suite = suites.find(({ id }) => id === unnamed?.cipherSuite);
      if (suite !== undefined && unnamed?.primeBits !== undefined) suite.primeBits = Math.min(unnamed.primeBits, suite.primeBits ?? Infinity);
    }
    for (const { primeBits } of suites) if (primeBits !== undefined) primes.push({ bits: primeBits, version });
  }
  const [smallestPrime] = primes.sort((a, b) => a.bits - b.bits);
  const clear = offered.filter(({ code }) => code !== TLS_1_3 && code !== SSL_3_0).at(-1);
  const asked = clear && {
    fragment: await question(clear.code, clear.ids, groups, { extensions: [FRAGMENT_512] }),
    record: await question(clear.code, clear.ids, groups, { extensions: [RECORD_LIMIT] }),
  };
  return {
    clientHello,
    ...(smallestPrime === undefined ? {} : { smallestPrime }),
    ...(asked?.fragment === undefined ? {} : { maxFragmentLength: extensionData(asked.fragment.extensions, TLS_EXTENSION.maxFragmentLength) !== undefined }),
    ...(asked?.record === undefined ? {} : { recordSizeLimit: uint16(extensionData(asked.record.extensions, TLS_EXTENSION.recordSizeLimit)) }),
  };
}

/** null for what is no number of two bytes. */
function uint16(data: Uint8Array | undefined): number | null {
  return data?.length === 2 ? Buffer.from(data).readUInt16BE() : null;
}

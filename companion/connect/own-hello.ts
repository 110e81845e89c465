import { isIP } from "node:net";
import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { allGroups, groupById } from "../../src/core/registry/groups.ts";
import { TLS_EXTENSION, type TlsExtension } from "../../src/core/wire/extensions.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { askServer, type ScanAnswer } from "../scan/ask.ts";
import { chunksOf, VERSION_REFUSED } from "../scan/suites.ts";
import { keyShareFor } from "../wire/key-share.ts";
import type { ServerHandshake } from "../wire/server-flight.ts";
import { ProbeError } from "./failure.ts";
import { versionName } from "./observation.ts";
import { alpnOffer, offersGroup, offersSuite } from "./offer.ts";
import type { ProbeOptions } from "./options.ts";
import type { Target } from "./target.ts";

/** What a server answered to ClientHellos of our own, where Node's client made no handshake. */
export interface OwnHello {
  /** As far as its certificate and signature; it was not finished. */
  handshake: ServerHandshake;
  /** What the server chose that Node's client did not offer, in words; absent where there is nothing such. */
  lacks?: string;
}

const VERSIONS = [TLS_1_3, 0x0303, 0x0302, 0x0301, 0x0300];
/** Shares of groups that servers commonly take; another is asked for by a HelloRetryRequest. */
const FIRST_SHARES = [0x001d, 0x0017];
/** RFC 6066 section 8: OCSP, of any responder. */
const STATUS_REQUEST: TlsExtension = { type: TLS_EXTENSION.statusRequest, data: Uint8Array.of(1, 0, 0, 0, 0) };

/**
 * Asks for everything that IANA lists, the newest version first, and reads what is in clear or can be opened without finishing the
 * handshake. `because`: the alert by which Node's client was refused. undefined where the server chose nothing. Never throws for what it does.
 */
export async function askByOwnHello(target: Target, options: ProbeOptions, because?: string): Promise<OwnHello | undefined> {
  let withoutCertificate: OwnHello | undefined;
  try {
    for (const version of VERSIONS) {
      for (const chunk of chunksOf(version)) {
        const answer = await askWith(target, options, version, chunk);
        if (answer.kind === "chosen") {
          const found = { handshake: asHandshake(answer.seen), ...lackOf(version, answer, because) };
          if (answer.seen.certificates !== undefined) return found;
          withoutCertificate ??= found;
        } else if (answer.how === "closed" || answer.how === "no-tls" || VERSION_REFUSED.has(answer.how)) {
          // Of that version there is nothing more to learn.
          break;
        }
      }
    }
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
  }
  return withoutCertificate;
}

async function askWith(target: Target, options: ProbeOptions, version: number, cipherSuites: readonly number[]): Promise<ScanAnswer> {
  const groups = allGroups().map(({ id }) => id);
  const serverName = options.serverName === undefined ? (isIP(target.host) === 0 ? target.host : null) : options.serverName;
  let alpn = alpnOffer(options, target.port);
  const ask = (shares: readonly number[]): Promise<ScanAnswer> => askServer(target, options, {
    version, cipherSuites, groups, serverName, alpn, extensions: version > 0x0300 ? [STATUS_REQUEST] : [],
    keyShares: version === TLS_1_3 ? shares.flatMap((group) => keyShareFor(group) ?? []) : [],
  });
  let answer = await ask(FIRST_SHARES);
  if (answer.kind === "refused" && answer.how === "no_application_protocol" && options.alpn === undefined) {
    alpn = [];
    answer = await ask(FIRST_SHARES);
  }
  const wanted = answer.kind === "chosen" ? answer.seen.helloRetryRequest?.group : undefined;
  if (wanted === undefined || keyShareFor(wanted) === undefined) return answer;
  const again = await ask([wanted]);
  return again.kind === "chosen" ? again : answer;
}

/** A server that asks for a group that we cannot compute has told version, suite and group. */
function asHandshake(seen: ServerHandshake): ServerHandshake {
  const { helloRetryRequest } = seen;
  return seen.serverHello === undefined && helloRetryRequest !== undefined ? { ...seen, serverHello: helloRetryRequest } : seen;
}

function lackOf(version: number, { cipherSuite, group }: Extract<ScanAnswer, { kind: "chosen" }>, because: string | undefined): { lacks?: string } {
  const suite = cipherSuiteById(cipherSuite);
  const named = group === undefined ? undefined : groupById(group);
  const lacks = [
    ...(because === "no_application_protocol" ? ["no application protocol of those that are offered"] : []),
    ...(version === 0x0300 ? [versionName(version) ?? ""] : []),
    ...(suite === undefined || offersSuite(suite) ? [] : [suite.name]),
    ...(named === undefined || offersGroup(named.name) ? [] : [named.name]),
  ];
  return lacks.length === 0 ? {} : { lacks: lacks.join(", ") };
}

import type { Observation } from "../../core/observation.ts";
import { putBounded } from "../../core/put-bounded.ts";
import { certificateHash } from "../../core/telemetry/certificate-hash.ts";
import type { TlsInfo } from "../../core/tls-info.ts";
import type { StoredConnection } from "../pages/connection.ts";

/** Certificates kept by themselves, for who wants to see one in full. */
const MAX_CERTIFICATES = 500;

/** What a recording of this browser, which runs just now, has of a connection. */
export interface RecordedChain {
  /** When it was made; ISO 8601. */
  time: string;
  sentChain: readonly Uint8Array[];
  /** SHA-256 of what was sent, in its order. */
  sent: readonly string[];
  /** What the browser made of it, where the recording has that. */
  verdict?: Pick<TlsInfo, "chainValid"> & { builtChain: readonly Uint8Array[]; built: readonly string[]; rootIsBuiltIn?: boolean };
}

/**
 * The chains that were sent, as a recording has them, of connections that are shown just now: gone with their pages and with the
 * background, in no export and no memory of hosts.
 */
export class RecordedChains {
  readonly #chains = new WeakMap<StoredConnection, RecordedChain>();
  readonly #certificates = new Map<string, Uint8Array>();

  /** Takes what the recording has, unless it is of another connection than this one. Gives whether it was taken. */
  put(connection: StoredConnection, observation: Observation): boolean {
    const chain = chainOf(observation);
    if (chain === undefined || !isOf(connection, chain) || !sameProtocol(connection, observation)) return false;
    this.#chains.set(connection, chain);
    const { sent, sentChain, verdict } = chain;
    [...sentChain, ...verdict?.builtChain ?? []].forEach((der, index) => {
      putBounded(this.#certificates, MAX_CERTIFICATES, [...sent, ...verdict?.built ?? []][index] ?? "", der);
    });
    return true;
  }

  /** undefined: none is known. What the browser tells later may show that it was another connection's. */
  of(connection: StoredConnection): RecordedChain | undefined {
    const chain = this.#chains.get(connection);
    return chain === undefined || connection.tls?.sentChain !== undefined || !isOf(connection, chain) ? undefined : chain;
  }

  /** The bytes of a certificate that a recording has. */
  certificate(sha256: string): Uint8Array | undefined {
    return this.#certificates.get(sha256);
  }
}

/** The server's certificate, as far as the browser tells it: SHA-256. */
export function leafOf({ tls }: StoredConnection): string | undefined {
  return tls?.builtChain?.[0] ?? tls?.extra?.serverCertificate;
}

/** The browser's connection with what was recorded of it; what the browser tells itself stays. */
export function withRecorded(observation: Observation, { sentChain, verdict }: RecordedChain): Observation {
  const { extra, ...info } = observation.tlsInfo;
  const unavailable = { ...extra?.unavailable };
  delete unavailable.sentChain;
  const tlsInfo: TlsInfo = { ...info, sentChain: [...sentChain] };
  const added = info.builtChain === undefined && info.chainValid === undefined ? verdict : undefined;
  if (added !== undefined) {
    tlsInfo.builtChain = [...added.builtChain];
    delete unavailable.builtChain;
    if (added.chainValid !== undefined) {
      tlsInfo.chainValid = added.chainValid;
      delete unavailable.chainValid;
    }
    if (added.rootIsBuiltIn !== undefined) delete unavailable.rootIsBuiltIn;
  }
  if (extra !== undefined) tlsInfo.extra = { ...extra, unavailable, ...(added?.rootIsBuiltIn === undefined ? {} : { rootIsBuiltIn: added.rootIsBuiltIn }) };
  return { ...observation, tlsInfo };
}

function chainOf({ time, tlsInfo: { sentChain, builtChain, chainValid, extra } }: Observation): RecordedChain | undefined {
  if (time === undefined || sentChain === undefined || sentChain.length === 0) return undefined;
  const verdict = builtChain === undefined ? undefined : {
    builtChain, built: builtChain.map(certificateHash), ...(chainValid === undefined ? {} : { chainValid }), ...(extra?.rootIsBuiltIn === undefined ? {} : { rootIsBuiltIn: extra.rootIsBuiltIn }),
  };
  return { time, sentChain, sent: sentChain.map(certificateHash), ...(verdict === undefined ? {} : { verdict }) };
}

function isOf(connection: StoredConnection, { sent }: RecordedChain): boolean {
  const leaf = leafOf(connection);
  return leaf === undefined || sent.includes(leaf);
}

function sameProtocol({ tls }: StoredConnection, { tlsInfo: { protocol } }: Observation): boolean {
  return tls?.protocol === undefined || protocol === undefined || tls.protocol === protocol;
}

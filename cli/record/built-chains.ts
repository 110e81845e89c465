import type { BuiltRequest } from "../../companion/native/messages.ts";
import { fromBase64 } from "../../src/core/bytes/base64.ts";
import type { Observation } from "../../src/core/observation.ts";
import { RecentMap } from "../../src/core/recordings/recent-map.ts";
import { certificateHash } from "../../src/core/telemetry/certificate-hash.ts";
import type { TlsInfo } from "../../src/core/tls-info.ts";
import { placeKey } from "./recorded-connections.ts";

/** Hosts with port and certificate, and for each of them different things told, and connections whose time is kept. */
const MAX_PLACES = 2000;
const MAX_TOLD = 8;
const MAX_TIMES = 1000;
/** A browser tries a second connection where the first is slow to come: milliseconds between the two, with some room. */
const SECOND_TRY = 500;

/** One thing that the browser made of a certificate's chain, and when: milliseconds since the epoch. */
interface Told {
  what: string;
  request: BuiltRequest;
  firstSeen: number;
  lastSeen: number;
}

/**
 * What the browser built, as its add-on tells while it is recorded, for the connections that were recorded: joined by host, port and
 * the server's certificate.
 *
 * The add-on tells of answers, the recording knows of connections. A connection has made the answers from its beginning on; so those are
 * meant that were made between the first and the last answer of a kind, and the last one before the first, with what the browser tried
 * beside it. An earlier one may have failed (Firefox learns intermediates as it goes), and a later one is told of by itself.
 */
export class BuiltChains {
  readonly #told = new RecentMap<string, Told[]>(MAX_PLACES);
  readonly #times = new RecentMap<string, number[]>(MAX_PLACES);
  #contradictory = 0;

  /** How many connections were told of in two ways, so that neither was taken. */
  get contradictory(): number {
    return this.#contradictory;
  }

  /** Notes that there was this connection: to be called of each, as they come. */
  note(observation: Observation): void {
    const key = keyOfSent(observation);
    const time = timeOf(observation);
    if (key === undefined || time === undefined) return;
    this.#times.set(key, [...this.#times.get(key) ?? [], time].sort((one, other) => one - other).slice(-MAX_TIMES));
  }

  tell(request: BuiltRequest): void {
    const { builtChain, chainValid, rootIsBuiltIn, exception, firstSeen, lastSeen } = request;
    const key = keyOf(request, request.leaf);
    const what = JSON.stringify([builtChain, chainValid, rootIsBuiltIn, exception]);
    const told = this.#told.get(key) ?? [];
    const before = told.find((each) => each.what === what);
    if (before !== undefined) {
      before.firstSeen = Math.min(before.firstSeen, firstSeen);
      before.lastSeen = Math.max(before.lastSeen, lastSeen);
    } else if (told.length < MAX_TOLD) this.#told.set(key, [...told, { what, request, firstSeen, lastSeen }]);
  }

  /** The connection with chain and verdict of the browser's. undefined: nobody told of this one, or it is known what the browser built. */
  joined(observation: Observation): Observation | undefined {
    const key = keyOfSent(observation);
    const time = timeOf(observation);
    const { builtChain, chainValid } = observation.tlsInfo;
    if (key === undefined || time === undefined || builtChain !== undefined || chainValid !== undefined) return undefined;
    const times = this.#times.get(key) ?? [];
    const [told, other] = (this.#told.get(key) ?? []).filter((each) => isOf(time, each, times));
    if (other !== undefined) this.#contradictory++;
    return told === undefined || other !== undefined ? undefined : { ...observation, tlsInfo: withTold(observation.tlsInfo, told.request) };
  }
}

/** Whether a connection made at `time` is meant; `times`: of all connections that may be. */
function isOf(time: number, { firstSeen, lastSeen }: Told, times: readonly number[]): boolean {
  if (time > firstSeen) return time <= lastSeen;
  const last = times.findLast((each) => each <= firstSeen);
  return last !== undefined && time >= last - SECOND_TRY;
}

function withTold({ extra, ...info }: TlsInfo, { builtChain, chainValid, rootIsBuiltIn, exception }: BuiltRequest): TlsInfo {
  const unavailable = { ...extra?.unavailable };
  delete unavailable.chainValid;
  if (builtChain === undefined) unavailable.builtChain = "exception-accepted";
  else delete unavailable.builtChain;
  if (rootIsBuiltIn !== undefined) delete unavailable.rootIsBuiltIn;
  else if (exception !== undefined) unavailable.rootIsBuiltIn = "exception-accepted";
  return {
    ...info, chainValid, ...(builtChain === undefined ? {} : { builtChain: builtChain.flatMap((each) => fromBase64(each) ?? []) }),
    extra: { source: "capture", ...extra, unavailable, verdictFrom: "add-on", ...(rootIsBuiltIn === undefined ? {} : { rootIsBuiltIn }), ...(exception === undefined ? {} : { exception }) },
  };
}

/** Of the certificate that was sent first, which is the server's own (RFC 8446 section 4.4.2). */
function keyOfSent(observation: Observation): string | undefined {
  const [leaf] = observation.tlsInfo.sentChain ?? [];
  return leaf === undefined ? undefined : keyOf(observation, certificateHash(leaf));
}

function keyOf(place: Pick<Observation, "host" | "port">, leaf: string): string {
  return `${placeKey(place)} ${leaf}`;
}

function timeOf({ time }: Observation): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

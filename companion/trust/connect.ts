import type { JustInTimeAnchors } from "../../src/core/chain/just-in-time/ask.ts";
import type { JustInTimeTrust } from "../../src/core/chain/just-in-time/trust.ts";
import type { ProbeOptions } from "../connect/options.ts";
import { probe, type Probe } from "../connect/probe.ts";
import type { Target } from "../connect/target.ts";

/** One connection, and the anchors (DER) that it was made with. */
export interface Attempt {
  anchors: readonly Uint8Array[];
  probe: Probe;
}

/** Connections to one server until it is trusted, or nobody can be asked any more. */
export interface TrustedConnection {
  trusted: boolean;
  /** One where the anchors were remembered or nothing could be had for asking, else two. */
  attempts: readonly Attempt[];
  /** What was asked for behind the first of them, and what was found. */
  answer?: JustInTimeAnchors;
}

/**
 * Connects with the anchors that are remembered for the host, at first none. Where OpenSSL does not trust that connection,
 * asks for what the chain that was sent names, and connects again with that alone. What made a connection trusted is
 * remembered. Whatever the server does is a result. @throws ProbeOptionError, AnchorSourceError
 */
export async function connectTrusting(target: Target, trust: JustInTimeTrust, options: ProbeOptions = {}): Promise<TrustedConnection> {
  const first = await attempt(target, trust.known(target.host), options);
  if (first.probe.trust?.trusted === true) return { trusted: true, attempts: [first] };
  trust.forget(target.host);
  const sent = first.probe.observation.tlsInfo.sentChain;
  if (sent === undefined) return { trusted: false, attempts: [first] };
  const answer = await trust.ask(target.host, sent);
  const anchors = answer.anchors.map(({ certificate }) => certificate.der);
  if (anchors.length === 0) return { trusted: false, attempts: [first], answer };
  const second = await attempt(target, anchors, options);
  const trusted = second.probe.trust?.trusted === true;
  if (trusted) trust.keep(target.host, anchors);
  return { trusted, attempts: [first, second], answer };
}

async function attempt(target: Target, anchors: readonly Uint8Array[], options: ProbeOptions): Promise<Attempt> {
  return { anchors, probe: await probe(target, { ...options, anchors }) };
}

// Connections as an interception shows in them: real certificates, and what the browser says of the chain.
import { assess, seenIn, type AssessContext } from "../../../../src/core/assess.ts";
import type { Assessment } from "../../../../src/core/assessment.ts";
import { siteReader } from "../../../../src/core/interception/assess-interception.ts";
import type { Seen } from "../../../../src/core/interception/seen.ts";
import { SessionMemory } from "../../../../src/core/interception/session.ts";
import type { Surroundings } from "../../../../src/core/interception/surroundings.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import type { TlsExtra } from "../../../../src/core/tls-info.ts";
import type { PresentedCertificate } from "../../../../src/core/chain/presented.ts";
import { identity, issue, selfSigned, NOW, type Identity, type IssueOptions } from "../../../../lab/pki/maker.ts";
import { english } from "../../support/english.ts";

/** What an ordinary certificate says of where to look things up, so that it does not look made on the fly. */
const AIA = "http://ca.example.net/ca.cer";
export const PUBLIC_IP = "8.8.8.8";

export interface Ca {
  identity: Identity;
  root: PresentedCertificate;
}

/** A root. `name`: the common name, with other attributes after it ("X, O=Y"). */
export async function ca(name: string): Promise<Ca> {
  const key = await identity(name);
  return { identity: key, root: await selfSigned(key) };
}

export interface SceneOptions {
  host: string;
  ca: Ca;
  /** How the browser sees the end of the chain. */
  trust: "public" | "private" | "untrusted";
  ip?: string;
  key?: Identity;
  /** The leaf's subject, "X, O=Y"; default: the host. */
  subject?: string;
  issue?: IssueOptions;
  /** Without a word of where the issuer can be looked up. */
  bare?: boolean;
  extra?: Partial<TlsExtra>;
  /** Chromium in place of Firefox: it does not say whose the root is. */
  chromium?: { brand: string; version: number };
  sent?: Uint8Array[];
  time?: number;
}

/** What a browser tells of a connection to a host whose leaf the CA signed. */
export async function scene(options: SceneOptions): Promise<Observation> {
  const { host, trust, ip = PUBLIC_IP, time = NOW } = options;
  const key = options.key ?? await identity(host);
  const leaf = await issue({ ...key, name: options.subject ?? host }, options.ca.identity, { dns: [host], ...(options.bare === true ? {} : { aia: AIA }), ...options.issue });
  return {
    host, ip, time: new Date(time).toISOString(),
    tlsInfo: {
      protocol: "TLS", chainValid: trust !== "untrusted",
      ...(trust === "untrusted" ? {} : { builtChain: [leaf.der, options.ca.root.der] }),
      ...(options.sent === undefined ? {} : { sentChain: [leaf.der, ...options.sent] }),
      extra: options.chromium !== undefined ? { source: "chromium", browser: options.chromium, ...options.extra } : {
        source: "firefox",
        ...(trust === "untrusted" ? { exception: "trust", serverCertificate: leaf.der } : { rootIsBuiltIn: trust === "public" }),
        ...(trust === "public" ? { certificateTransparency: "policy_compliant" } : {}),
        ...options.extra,
      },
    },
  };
}

export function judge(observation: Observation, around: Surroundings = {}, context: Partial<AssessContext> = {}): Promise<Assessment> {
  return assess(observation, { time: Date.parse(observation.time ?? ""), text: english, around, ...context });
}

export async function seen(observation: Observation): Promise<Seen> {
  const found = await seenIn(observation, { time: Date.parse(observation.time ?? ""), text: english });
  if (found === undefined) throw new Error(`Nothing was seen of ${observation.host}.`);
  return found;
}

/** A session that has shown these connections. */
export async function session(...observations: Observation[]): Promise<SessionMemory> {
  const memory = new SessionMemory();
  const siteOf = await siteReader();
  for (const observation of observations) memory.see(await seen(observation), siteOf(observation.host));
  return memory;
}

export function weights({ interception }: Assessment): Record<string, number> {
  return Object.fromEntries(interception.evidence.map(({ id, weight }) => [id, weight]));
}

export { identity, NOW };

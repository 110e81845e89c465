// A browser with the add-on, as far as judging goes: a session, a memory, and what the browser tells of chains.
import { remember } from "../../../../../src/background/history/remember.ts";
import { assess, seenIn } from "../../../../../src/core/assess.ts";
import type { InterceptionAssessment } from "../../../../../src/core/assessment.ts";
import { siteReader } from "../../../../../src/core/interception/assess-interception.ts";
import type { HostMemory } from "../../../../../src/core/interception/host-memory.ts";
import { SessionMemory } from "../../../../../src/core/interception/session.ts";
import type { Observation } from "../../../../../src/core/observation.ts";
import type { TlsInfo } from "../../../../../src/core/tls-info.ts";
import { CertificateStore } from "../../../../../src/core/x509/certificate-store.ts";
import { english } from "../../../support/english.ts";
import type { Chain } from "./authorities.ts";

/** Brave stands for those whose roots are not sure to be in our lists. */
export type Kind = "Firefox" | "Chromium" | "Brave";
export type Ending = "public" | "private" | "untrusted";

export interface Visit {
  host: string;
  chain: Chain;
  ending: Ending;
  time: number;
  /** undefined: a proxy was asked. */
  ip?: string | undefined;
  /** Chromium does not say whether logs vouch for it, as where its list of logs is old. */
  silentOnLogs?: boolean;
  /** The certificate is for another name, and was refused. */
  refused?: boolean;
}

export class SimulatedBrowser {
  readonly #kind: Kind;
  /** undefined: the person has switched it off. */
  readonly #memory: Map<string, HostMemory> | undefined;
  readonly #certificates: CertificateStore;
  #session = new SessionMemory();

  constructor(kind: Kind, certificates: CertificateStore, { remembers = true } = {}) {
    this.#kind = kind;
    this.#memory = remembers ? new Map<string, HostMemory>() : undefined;
    this.#certificates = certificates;
  }

  restart(): void {
    this.#session = new SessionMemory();
  }

  /** What is said of a visit at once, as the popup has it; session and memory then know of it. */
  async visit(visit: Visit): Promise<InterceptionAssessment> {
    const observation = this.#observe(visit);
    const context = { time: visit.time, text: english, certificates: this.#certificates };
    const around = { session: this.#session, ...(this.#memory === undefined ? {} : { memory: this.#memory.get(visit.host) ?? null }) };
    const { interception } = await assess(observation, { ...context, around });
    const seen = await seenIn(observation, context);
    if (seen !== undefined) {
      this.#session.see(seen, (await siteReader())(visit.host));
      const memory = visit.refused === true || this.#memory === undefined ? undefined : remember(this.#memory.get(visit.host), seen);
      if (memory !== undefined) this.#memory?.set(visit.host, memory);
    }
    return interception;
  }

  #observe({ host, chain, ending, time, ip, refused = false, silentOnLogs = false }: Visit): Observation {
    const builtChain = [chain.leaf, ...chain.above];
    const valid = ending !== "untrusted" && !refused;
    const tlsInfo: TlsInfo = this.#kind === "Firefox"
      ? {
        protocol: "TLS", chainValid: valid, ...(valid ? { builtChain } : { sentChain: builtChain }),
        extra: { source: "experiment", ...(valid ? { rootIsBuiltIn: ending === "public", ...(ending === "public" ? { certificateTransparency: "policy_compliant" } : {}) } : { error: { code: "certificate-untrusted", message: "", category: ending === "untrusted" ? "trust" : "name" } }) },
      }
      : {
        protocol: "TLS", chainValid: valid, ...(valid ? { builtChain } : { sentChain: builtChain }),
        extra: { source: "chromium", browser: { brand: this.#kind === "Brave" ? "Brave" : "Google Chrome", version: 156 }, ...(valid ? ending === "public" && !silentOnLogs ? { certificateTransparency: "policy_compliant" } : {} : { exception: "unknown" }) },
      };
    return { host, time: new Date(time).toISOString(), ...(ip === undefined ? {} : { ip }), tlsInfo };
  }
}

import { readOr } from "../core/chain/read-or.ts";
import { matchesServerName } from "../core/chain/server-name.ts";
import { siteReader } from "../core/interception/assess-interception.ts";
import { EVERY_RULE } from "../core/rules/index.ts";
import { ratePage } from "../core/rating/page.ts";
import type { Text } from "../core/text/message-text.ts";
import { Certificate } from "../core/x509/certificate.ts";
import { summarize } from "../core/x509/summary.ts";
import { DEFAULT_SETTINGS, type TrustSettings } from "../settings/settings.ts";
import { Reporter } from "./answers/page-report.ts";
import { type Beside, Judge, JudgeMemory } from "./judge.ts";
import type { CertificateBytes } from "./pages/certificate-bytes.ts";
import type { StoredConnection } from "./pages/connection.ts";
import type { Led } from "./pages/led.ts";
import { RecordedChains } from "./second-look/recorded.ts";

/** A judge, and who reports what it says. */
export interface Judges {
  judge: Judge;
  reporter: Reporter;
  /** What a recording of this browser has; it is reported of, and in nothing that leaves the add-on. */
  recorded: RecordedChains;
}

/** Whether a certificate, as its bytes are, is for a host; one that cannot be read is for none. */
function isFor(der: Uint8Array, host: string): boolean {
  return readOr(() => matchesServerName(Certificate.parse(der), host), false);
}

const RULES = new Map(EVERY_RULE.map((rule) => [rule.id, rule]));

/** Makes judges that share what none of them decides: certificates parsed, signatures verified, what the session has shown. */
export class JudgeMaker {
  readonly #certificates: CertificateBytes;
  readonly #text: Text;
  readonly #memory = new JudgeMemory();
  readonly #recorded = new RecordedChains();

  readonly #session: () => readonly StoredConnection[];
  readonly #led: () => readonly Led[];

  /** `text`: judgements are made in it; `session`: all that was seen; `led`: where pages without TLS were sent on to; both private windows aside. */
  constructor(certificates: CertificateBytes, text: Text, session: () => readonly StoredConnection[] = () => [], led: () => readonly Led[] = () => []) {
    this.#certificates = certificates;
    this.#session = session;
    this.#led = led;
    this.#text = text;
  }

  /** Without `beside` each connection is judged by itself. */
  make(trust: TrustSettings, beside?: Beside): Judges {
    const judge = new Judge(trust, this.#text, this.#memory, beside);
    const recorded = this.#recorded;
    return {
      judge, recorded,
      reporter: new Reporter(this.#certificates, {
        assess: (observation) => judge.assess(observation),
        failed: (host, time, thrown) => judge.failed(host, time, thrown),
        stateOf: (host, port, time) => judge.stateOf(host, port, time),
        anchor: (sha256) => judge.anchor(sha256) ?? recorded.certificate(sha256),
        // Whoever judges by itself tells others, and a recording is nobody else's business.
        ...(beside === undefined ? {} : { recorded: (connection) => recorded.of(connection) }),
        summarize,
        ratePage: (page) => ratePage(page, this.#text),
        rule: (id) => RULES.get(id),
        session: this.#session,
        led: this.#led,
        isFor,
        lastGood: (host, port, time) => judge.lastGood(host, port, time),
        siteReader,
      }),
    };
  }

  /** As without any settings: whoever reads an export comes to the same judgements. */
  plain(): Judges {
    return this.make(DEFAULT_SETTINGS.trust);
  }
}

import type { Text } from "../core/text/message-text.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsStore } from "../settings/store.ts";
import type { Beside } from "./judge.ts";
import type { JudgeMaker, Judges } from "./judges.ts";
import type { CertificateBytes } from "./pages/certificate-bytes.ts";
import type { StoredConnection } from "./pages/connection.ts";
import type { Led } from "./pages/led.ts";

export interface JudgingTools {
  settings: SettingsStore;
  certificates: CertificateBytes;
  /** All that was seen, private windows aside. */
  session: () => readonly StoredConnection[];
  /** Where pages without TLS were sent on to. */
  led: () => readonly Led[];
  /** The part that is loaded when something is first to be judged. */
  judgement: () => Promise<{ JudgeMaker: typeof JudgeMaker }>;
  /** Judgements are made in English, so that what is stored and exported stays comparable. */
  english: () => Promise<Text>;
  /** What is known beside a connection. */
  beside: (settings: Settings) => Promise<Beside>;
}

/** The judges: for the settings of now, and for none. */
export class Judging {
  readonly #tools: JudgingTools;
  #maker: Promise<JudgeMaker> | undefined;
  #now: Promise<Judges> | undefined;

  constructor(tools: JudgingTools) {
    this.#tools = tools;
  }

  /** For the settings of now. */
  now(): Promise<Judges> {
    if (this.#now !== undefined) return this.#now;
    const making = this.#make();
    // A failure is told to who asked, and tried again by the next.
    making.catch(() => {
      if (this.#now === making) this.#now = undefined;
    });
    return this.#now = making;
  }

  /** As without any settings. */
  async plain(): Promise<Judges> {
    return (await this.#readMaker()).plain();
  }

  /** The settings, or what is known beside them, have changed: the next who asks gets a new judge. */
  forget(): void {
    this.#now = undefined;
  }

  async #make(): Promise<Judges> {
    const settings = await this.#tools.settings.read();
    const [maker, beside] = await Promise.all([this.#readMaker(), this.#tools.beside(settings)]);
    return maker.make(settings.trust, beside);
  }

  #readMaker(): Promise<JudgeMaker> {
    if (this.#maker === undefined) {
      const { judgement, english, certificates, session, led } = this.#tools;
      const reading = Promise.all([judgement(), english()]).then(([{ JudgeMaker }, text]) => new JudgeMaker(certificates, text, session, led));
      reading.catch(() => (this.#maker = undefined));
      this.#maker = reading;
    }
    return this.#maker;
  }
}

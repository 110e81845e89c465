import type { Browser } from "webextension-polyfill";
import type { Assessment } from "../assessment.ts";
import { History } from "../history/history.ts";
import { Watcher } from "../history/watcher.ts";
import type { Beside, Judge } from "../judge.ts";
import type { InterceptionChange, InterceptionReport, Messages } from "../messages.ts";
import type { Pages } from "../pages/pages.ts";
import { toObservation, type StoredConnection } from "../pages/connection.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsStore } from "../settings/store.ts";
import type { Text } from "../text.ts";
import type { Elsewhere } from "../trust/elsewhere.ts";
import { Teller } from "./teller.ts";

type Judgement = typeof import("../judgement.ts");
type Answer = Messages["interception/change"]["response"];

/** Under this key the other vantage point lies in storage.local. */
const ELSEWHERE_KEY = "elsewhere";

export interface GuardTools {
  browser: Pick<Browser, "storage" | "permissions" | "notifications">;
  settings: SettingsStore;
  pages: Pages;
  judgement: () => Promise<Judgement>;
  /** The judge of now, for the settings of now. */
  judge: () => Promise<Judge>;
  assess: (connection: StoredConnection) => Promise<Assessment | null>;
  /** In the person's language. */
  text: Text;
  /** All that is said of open pages is to be said anew. */
  onChange: () => void;
  /** What was seen bears on what is said of other pages. */
  onNews: () => void;
}

/** What is known beside a connection: the memory, the other vantage point, and what the person decided; kept and told of. */
export class Guard {
  readonly #tools: GuardTools;
  readonly #history = new History();
  readonly #watcher: Watcher;
  readonly #teller: Teller;
  #elsewhere: Promise<Elsewhere | undefined> | undefined;
  #settings: Settings | undefined;

  constructor(tools: GuardTools) {
    this.#tools = tools;
    this.#teller = new Teller(tools.browser, tools.text);
    this.#watcher = new Watcher({
      see: async (connection) => {
        this.#settings = await this.#readSettings();
        return (await tools.judge()).see(toObservation(connection, tools.pages.certificates));
      },
      remember: (seen) => {
        if (this.#settings?.memory.remember === true) this.#history.see(seen);
      },
      // What public CAs vouch for can be no more than unusual, pins aside.
      isWorthJudging: ({ trust }) => this.#settings?.interception.notify === true && (trust !== "public" || this.#settings.interception.pins.length > 0),
      judge: tools.assess,
      looked: (seen) => {
        // Public CAs are everywhere, and say nothing of each other's sites.
        if (seen.some(({ trust, place }) => trust !== "public" && place === "public")) tools.onNews();
      },
      judged: (assessment, seen) => this.#teller.tell(assessment, seen),
    });
  }

  /** Takes note of a connection of a window that is not private. */
  note(connection: StoredConnection): void {
    this.#watcher.note(connection);
  }

  /** Writes what waits to be remembered. */
  async flush(): Promise<void> {
    await this.#history.flush();
  }

  async beside({ interception, memory }: Settings): Promise<Beside> {
    return { interception, elsewhere: await this.#readElsewhere(), recall: (host, port) => memory.remember ? this.#recall(host, port) : Promise.resolve(undefined) };
  }

  async report(): Promise<InterceptionReport> {
    const [{ interception }, elsewhere, history] = await Promise.all([
      this.#readSettings(),
      this.#readElsewhere(),
      this.#history.size().catch((failure: unknown) => {
        console.error("TLScope: the history cannot be read.", failure);
        return null;
      }),
    ]);
    return { ...interception, history, elsewhere: elsewhere === undefined ? null : { hosts: Object.keys(elsewhere.hosts).length, exportedAt: elsewhere.exportedAt } };
  }

  async change(change: InterceptionChange): Promise<Answer> {
    const { changeInterception, TrustError } = await this.#tools.judgement();
    try {
      await this.#tools.settings.change((before) => ({ ...before, interception: changeInterception(before.interception, change, new Date().toISOString()) }));
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      return { interception: await this.report(), error: { code: error.code, params: error.params } };
    }
    this.#tools.onChange();
    return { interception: await this.report() };
  }

  async forget(what: Messages["history/forget"]["request"]["what"]): Promise<InterceptionReport> {
    await this.#history.forget(typeof what === "object" && "since" in what ? { since: Date.parse(what.since) } : what);
    this.#tools.onChange();
    return this.report();
  }

  /** Holds hosts against an export, given as text; null: against none any more. */
  async setElsewhere(text: string | null): Promise<Answer> {
    const { importDocument, readElsewhere, TelemetryError } = await this.#tools.judgement();
    try {
      if (text === null) {
        await this.#tools.browser.storage.local.remove(ELSEWHERE_KEY);
      } else {
        const { exportedAt, records } = importDocument(JSON.parse(text));
        const judge = await this.#tools.judge();
        const elsewhere = await readElsewhere(exportedAt, records.map(({ observation }) => observation), (observation) => judge.seen(observation));
        await this.#tools.browser.storage.local.set({ [ELSEWHERE_KEY]: elsewhere });
      }
    } catch (error) {
      if (!(error instanceof TelemetryError) && !(error instanceof SyntaxError)) throw error;
      return { interception: await this.report(), error: { code: "json", params: [error.message] } };
    }
    this.#elsewhere = undefined;
    this.#tools.onChange();
    return { interception: await this.report() };
  }

  /** With the limits of the memory brought into effect. */
  async #readSettings(): Promise<Settings> {
    const settings = await this.#tools.settings.read();
    this.#history.limit(settings.memory);
    return settings;
  }

  /** A memory that cannot be read is none: the rest is judged all the same. */
  #recall(host: string, port: number): Promise<Awaited<ReturnType<History["recall"]>> | undefined> {
    return this.#history.recall(host, port).catch((failure: unknown) => {
      console.error("TLScope: what was seen of a host before cannot be read.", failure);
      return undefined;
    });
  }

  #readElsewhere(): Promise<Elsewhere | undefined> {
    if (this.#elsewhere === undefined) {
      const reading = this.#tools.browser.storage.local.get(ELSEWHERE_KEY).then((items) => items[ELSEWHERE_KEY] as Elsewhere | undefined);
      // A failure is told to who asked, and tried again by the next.
      reading.catch(() => (this.#elsewhere = undefined));
      this.#elsewhere = reading;
    }
    return this.#elsewhere;
  }
}

import type { Browser } from "webextension-polyfill";
import type { Assessment } from "../../core/assessment.ts";
import { History } from "../history/history.ts";
import { StrengthWatcher } from "../history/strength-watcher.ts";
import type { Strengths } from "../history/strengths.ts";
import { Watcher } from "../history/watcher.ts";
import type { Seen } from "../../core/interception/seen.ts";
import { readBy } from "../../core/interception/alarm.ts";
import type { Beside, Judge } from "../judge.ts";
import type { Pages } from "../pages/pages.ts";
import { toObservation, type StoredConnection } from "../pages/connection.ts";
import type { Settings } from "../../settings/settings.ts";
import type { SettingsStore } from "../../settings/store.ts";
import type { Text } from "../../core/text/message-text.ts";
import type { Elsewhere } from "../../core/interception/elsewhere.ts";
import type { Reader } from "../../core/interception/readers.ts";
import type { Teller } from "../teller.ts";
import type { ForgottenHosts, InterceptionReport } from "../../messages/decisions.ts";

type Judgement = typeof import("../late/judgement.ts");

/** Under this key the other vantage point lies in storage.local. */
const ELSEWHERE_KEY = "elsewhere";
/** So many hosts of before the session bear on what is said of others. */
const RECENT = 1000;
/** Under this key lies in storage.session what the companion saw. */
const COMPANION_KEY = "companion";

export interface LookoutTools {
  browser: Pick<Browser, "storage" | "permissions" | "notifications" | "runtime" | "webRequest">;
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
  /** There is somebody to send to. */
  upload: () => Promise<void>;
}

/** What is known beside a connection: the memory, the other vantage point, and what the person decided; kept and told of. */
export class Lookout {
  readonly #tools: LookoutTools;
  readonly #history = new History();
  readonly #watcher: Watcher;
  #teller: Promise<Teller> | undefined;
  readonly #strengthWatcher: StrengthWatcher;
  #strengths: Promise<Strengths> | undefined;
  #elsewhere: Promise<Elsewhere | undefined> | undefined;
  #settings: Settings | undefined;

  constructor(tools: LookoutTools) {
    this.#tools = tools;
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
      judged: async (assessment, seen) => {
        this.#teller ??= tools.judgement().then(({ Teller }) => new Teller(tools.browser, tools.text));
        await (await this.#teller).tell(assessment, seen);
      },
    });
    this.#strengthWatcher = new StrengthWatcher(async (connections) => {
      const { memory, upload, companion } = await this.#readSettings();
      if (companion) void tools.judgement().then(({ tellRecording }) => tellRecording(tools, connections));
      if (upload.address !== "") void tools.upload();
      if (!memory.remember) return;
      const strengths = await this.strengths();
      strengths.limit({ ...memory, megabytes: memory.megabytes / 3 });
      await strengths.record(connections);
    });
  }

  /** Takes note of a connection of a window that is not private. */
  note(connection: StoredConnection): void {
    this.#watcher.note(connection);
    this.#strengthWatcher.note(connection);
  }

  /** Until all that was seen by now bears on what is said of others. */
  caughtUp(): Promise<void> {
    return this.#watcher.lookAtAll();
  }

  /** Writes what waits to be remembered. */
  async flush(): Promise<void> {
    await Promise.all([this.#history.flush(), this.#strengthWatcher.flush()]);
  }

  get history(): History {
    return this.#history;
  }

  /** How strong hosts were. */
  strengths(): Promise<Strengths> {
    const { judgement, judge, assess, pages } = this.#tools;
    return this.#strengths ??= judgement().then(({ Strengths }) => new Strengths({
      assess, open: () => this.#history.database(),
      seen: async (connection) => (await judge()).seen(toObservation(connection, pages.certificates)),
      judged: (assessment, seen) => {
        const read = readBy(assessment.interception);
        if (read === undefined || seen.trust === "public") return;
        this.#history.see({ ...seen, read });
        void judge().then((each) => each.noteReader(seen, read), (failure: unknown) => console.error("TLScope: who reads connections could not be noted.", failure));
      },
    }));
  }

  async beside({ interception, memory }: Settings): Promise<Beside> {
    return { interception, elsewhere: await this.#readElsewhere(), companion: await this.#readSights(), recall: (host, port, time) => memory.remember ? this.#recall(host, port, time) : Promise.resolve(undefined), ...(memory.remember ? { recent: async () => await this.#history.recent(RECENT).catch(unreadable) ?? [] } : {}), goodPorts: (host) => memory.remember ? this.#goodPorts(host) : Promise.resolve([]) };
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

  /** Who read connections, as far as is remembered. Rejects where the history cannot be read. */
  async readers(): Promise<Reader[]> {
    const { readersIn } = await this.#tools.judgement();
    return readersIn(await this.#history.private());
  }

  /** Keeps whom the companion met, for the session: another vantage point, on this machine. */
  async companionSaw(met: Seen): Promise<void> {
    const { withSight } = await this.#tools.judgement();
    try {
      await this.#tools.browser.storage.session.set({ [COMPANION_KEY]: withSight(await this.#readSights(), met) });
      this.#tools.onChange();
    } catch (failure) {
      // A storage that is full: what the companion saw is shown all the same.
      console.error("TLScope: what the companion saw could not be kept.", failure);
    }
  }

  async forget(what: ForgottenHosts): Promise<void> {
    const forgotten = typeof what === "object" && "since" in what ? { since: Date.parse(what.since) } : what;
    this.#strengthWatcher.forget(forgotten);
    await this.#history.forget(forgotten);
    await (await this.strengths()).forget(forgotten);
  }

  /** Holds hosts against another vantage point from now on; null: against none any more. */
  async setElsewhere(elsewhere: Elsewhere | null): Promise<void> {
    const { local } = this.#tools.browser.storage;
    await (elsewhere === null ? local.remove(ELSEWHERE_KEY) : local.set({ [ELSEWHERE_KEY]: elsewhere }));
    this.#elsewhere = undefined;
  }

  /** With the limits of the memory brought into effect. */
  async #readSettings(): Promise<Settings> {
    const settings = await this.#tools.settings.read();
    // A third is for what the report has of hosts.
    this.#history.limit({ ...settings.memory, megabytes: settings.memory.megabytes * 2 / 3 });
    return settings;
  }

  /** A memory that cannot be read is none: the rest is judged all the same. */
  async #recall(host: string, port: number, time: number): Promise<Awaited<ReturnType<History["recall"]>> | undefined> {
    // A refusal right after an honest visit is held against that.
    await this.#watcher.look(host, time);
    return await this.#history.recall(host, port).catch(unreadable);
  }

  async #goodPorts(host: string): Promise<number[]> {
    return await this.#history.goodPorts(host).catch(unreadable) ?? [];
  }

  async #readSights(): Promise<NonNullable<Beside["companion"]>> {
    return ((await this.#tools.browser.storage.session.get(COMPANION_KEY))[COMPANION_KEY] ?? {}) as NonNullable<Beside["companion"]>;
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

function unreadable(failure: unknown): undefined {
  console.error("TLScope: what was seen of a host before cannot be read.", failure);
}

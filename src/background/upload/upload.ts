import type { Browser } from "webextension-polyfill";
import type { InterceptionAssessment } from "../../core/assessment.ts";
import { toHex } from "../../core/bytes/hex.ts";
import { deletionRow, type SendingRules } from "../../core/fleet/sendable.ts";
import { placeOf } from "../../core/interception/place.ts";
import { instant } from "../../core/fleet/row.ts";
import type { UploadPreview, UploadReport, UploadState } from "../../messages/upload.ts";
import type { Observation } from "../../core/observation.ts";
import { sameCollector } from "../../settings/collector-address.ts";
import type { Chosen, SettingsStore } from "../../settings/store.ts";
import { uploadPermissions } from "../../settings/upload-permissions.ts";
import { browserName } from "../browser-name.ts";
import type { Judge } from "../judge.ts";
import type { Judges } from "../judges.ts";
import { Pace } from "../pace.ts";
import { toObservation, type StoredConnection } from "../pages/connection.ts";
import type { Pages } from "../pages/pages.ts";
import { toldInterception } from "../told-interception.ts";
import { obstacleTo, type Obstacle } from "./collector-look.ts";
import type { StoredBatch, UploadIdentity } from "./database.ts";
import { gather, type Gathered } from "./gather.ts";
import { UploadQueue, type NewBatch } from "./queue.ts";
import { RowMaker } from "./rows.ts";
import { sendBatch, type Destination } from "./send.ts";
import { sendDue } from "./sender.ts";

export interface UploadTools {
  browser: Pick<Browser, "runtime" | "permissions" | "alarms" | "webRequest">;
  settings: SettingsStore;
  pages: Pages;
  /** `plain`: judges as without any settings, so that rows of different browsers can be compared. */
  judging: { now(): Promise<Judges>; plain(): Promise<Judges> };
  /** Until all that was seen by now bears on what is said of others. */
  caughtUp: () => Promise<void>;
}

/** The alarm that wakes the background when there is something to be done. */
const ALARM = "upload";
/** So long a connection gathers requests before it is made a row, and so long is between two looks. Milliseconds. */
const SETTLING = 60_000;
/** Of a preview. */
const MAX_PREVIEW = 5;

/** What is sent to a collector: gathered, queued, sent, shown, and asked to be deleted. Nothing where it is not switched on, or the browser does not permit it. */
export class Upload {
  readonly #tools: UploadTools;
  readonly #queue: UploadQueue;
  #turn: Promise<unknown> = Promise.resolve();
  #next = 0;
  #withheld: Gathered["withheld"] = { "local": 0, "private-anchor": 0, "self-signed": 0 };
  #storage: string | undefined;

  constructor(tools: UploadTools, queue = new UploadQueue()) {
    this.#tools = tools;
    this.#queue = queue;
  }

  /** Gathers what is new and sends what is due; at most once a minute. */
  async run(): Promise<void> {
    if (Date.now() < this.#next) return;
    this.#next = Date.now() + SETTLING;
    try {
      await this.#inTurn(async () => {
        await this.#gather(SETTLING);
        await this.#send();
      });
    } catch (failure) {
      console.error("TLScope: what is to be sent could not be sent.", failure);
    }
  }

  /** The same at once, also what was put off after a failure. */
  async runNow(): Promise<UploadReport> {
    return this.#inTurn(async () => {
      await this.#gather(0);
      await this.#queue.hurry();
      await this.#send();
      return this.#report();
    });
  }

  /** How it stands. What must not be sent any more is let go of. */
  report(): Promise<UploadReport> {
    return this.#inTurn(async () => {
      await this.#conform(await this.#tools.settings.chosen());
      await this.#wake(Date.now() + SETTLING);
      return this.#report();
    });
  }

  /** What waits, byte for byte; where nothing does, or the upload is off, what would be made of this session. */
  preview(): Promise<UploadPreview> {
    return this.#inTurn(async () => {
      const chosen = await this.#tools.settings.chosen();
      if (await this.#state(chosen) === "on") {
        await this.#gather(0);
        return { waiting: true, texts: await this.#queue.texts(MAX_PREVIEW) };
      }
      const { batches } = await this.#made(chosen, this.#tools.pages.session.connections, await this.#identity());
      return { waiting: false, texts: batches.slice(0, MAX_PREVIEW).map(({ text }) => text) };
    });
  }

  /** Asks every collector that has rows of this browser to delete them. From then on it is another browser for them. */
  deleteSent(): Promise<UploadReport> {
    return this.#inTurn(async () => {
      const [{ sensor }, addresses] = await Promise.all([this.#identity(), this.#queue.addresses()]);
      const now = Date.now();
      await this.#queue.startAnew(addresses.map((to): NewBatch => ({
        id: crypto.randomUUID(), text: `${JSON.stringify(deletionRow(sensor, instant(now), crypto.randomUUID()))}\n`, rows: 1, rules: "", of: { connections: [], certificates: [] }, to,
      })), now);
      await this.#send();
      return this.#report();
    });
  }

  async #gather(settling: number): Promise<void> {
    const chosen = await this.#tools.settings.chosen();
    if (await this.#conform(chosen) !== "on") return;
    await this.#tools.pages.restore();
    const settled = this.#tools.pages.session.connections.filter(({ firstSeen }) => firstSeen <= Date.now() - settling);
    try {
      const { batches, known, withheld } = await this.#made(chosen, settled, await this.#identity());
      await this.#queue.add(batches, known, Date.now());
      this.#withheld = withheld;
      this.#storage = undefined;
    } catch (failure) {
      // A disk that is full: what was not queued is made anew the next time.
      console.error("TLScope: what is to be sent could not be queued.", failure);
      this.#storage = failure instanceof Error ? failure.message : String(failure);
    }
  }

  async #made(chosen: Chosen, connections: readonly StoredConnection[], { sensor, idKey, hostKey }: UploadIdentity): Promise<Gathered> {
    const { upload } = chosen.settings;
    const { runtime } = this.#tools.browser;
    const [{ judge }, { judge: knowing }, browser] = await Promise.all([this.#tools.judging.plain(), this.#tools.judging.now(), browserName(runtime)]);
    const told = (connection: StoredConnection): Promise<InterceptionAssessment | undefined> => toldInterception(knowing, connection, this.#tools.pages.certificates);
    const { name, version } = runtime.getManifest();
    const now = Date.now();
    const pace = new Pace(() => this.#tools.pages.isBusy);
    const maker = new RowMaker({
      certificates: this.#tools.pages.certificates, judge, told, rules: rulesOf(upload), hostKey: upload.key === "" ? hostKey : new TextEncoder().encode(upload.key), now,
      origin: { sensor, network: upload.network, producer: `${name} ${version}`, browser },
    });
    return gather(connections, { queue: this.#queue, maker, idKey, rules: await fingerprint(chosen), now, rest: async () => {
      if (pace.isOver) await pace.rest();
    } });
  }

  /** Sends what is due, and has the background woken when there is more to do. */
  async #send(): Promise<void> {
    const soon = await sendDue({
      queue: this.#queue, now: Date.now, chance: Math.random,
      destination: (batch) => this.#destination(batch),
      send: (destination, { id, text }) => sendBatch(destination, id, text),
      obstacle: (address) => this.#obstacle(address),
    });
    // Not before the next look: who wakes earlier finds nothing to do, and nobody wakes it again.
    if (soon !== null) await this.#wake(Math.max(soon, this.#next, Date.now() + SETTLING / 2));
    else if (await this.#state(await this.#tools.settings.chosen()) === "on") await this.#wake(Date.now() + SETTLING);
  }

  /** Asked before each batch: whoever switches off, or lets less go, is heard at once. */
  async #destination(batch: StoredBatch): Promise<Destination | undefined> {
    const chosen = await this.#tools.settings.chosen();
    const goes = batch.to !== undefined || (await this.#state(chosen) === "on" && batch.rules === await fingerprint(chosen));
    return goes ? destinationOf(batch, chosen) : undefined;
  }

  /** Looks at who the collector is, knowing all that was seen by now. */
  async #obstacle(address: string): Promise<Obstacle | undefined> {
    const { browser, judging, caughtUp } = this.#tools;
    await caughtUp();
    const { judge } = await judging.now();
    return obstacleTo(address, { browser, interception: (observation) => interceptionOf(judge, observation), known: (host, port) => this.#lastKnown(judge, host, port), now: Date.now });
  }

  /** What is said of the person's own connections: the last one to the host, and the last one to anybody. Who reads one is likely to read the others. */
  async #lastKnown(judge: Judge, host: string, port: number): Promise<InterceptionAssessment[]> {
    const { session, certificates } = this.#tools.pages;
    const told = session.connections.filter(({ scheme, tls, error }) => scheme === "https:" && tls !== undefined && tls.extra?.fromCache !== true && error === undefined)
      .sort((one, other) => other.lastSeen - one.lastSeen);
    const last = new Set([told.find((each) => each.host === host && each.port === port), told.find((each) => placeOf(each.host, each.ip) === "public")]);
    return Promise.all([...last].flatMap((each) => each === undefined ? [] : [interceptionOf(judge, toObservation(each, certificates))]));
  }

  async #report(): Promise<UploadReport> {
    const chosen = await this.#tools.settings.chosen();
    const [state, queue, addresses] = await Promise.all([this.#state(chosen), this.#queue.report(), this.#queue.addresses()]);
    return { state, ...queue, failure: this.#storage === undefined ? queue.failure : { code: "storage", detail: this.#storage, tries: 1, nextTry: this.#next }, withheld: this.#withheld, deletable: addresses };
  }

  /** Lets go of what was made by rules that do not hold any more. */
  async #conform(chosen: Chosen): Promise<UploadState> {
    const state = await this.#state(chosen);
    await this.#queue.withdraw(state === "off" || state === "no-address" ? undefined : await fingerprint(chosen));
    return state;
  }

  async #state({ settings: { upload } }: Chosen): Promise<UploadState> {
    if (!upload.on) return "off";
    if (upload.address === "") return "no-address";
    const { permissions, runtime } = this.#tools.browser;
    return await permissions.contains(uploadPermissions(runtime.getManifest(), upload.address)) ? "on" : "not-permitted";
  }

  #identity(): Promise<UploadIdentity> {
    return this.#queue.identity(() => ({ sensor: crypto.randomUUID(), idKey: crypto.getRandomValues(new Uint8Array(32)), hostKey: crypto.getRandomValues(new Uint8Array(32)) }));
  }

  async #wake(when: number): Promise<void> {
    await this.#tools.browser.alarms.create(ALARM, { when });
  }

  /** One after the other: the alarm, and whoever looks at the page. */
  #inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** A CA that reads other connections is likely to read this one too. */
async function interceptionOf(judge: Judge, observation: Observation): Promise<InterceptionAssessment> {
  const [said, reader] = [await judge.interception(observation), await judge.readerOf(observation)];
  return reader === undefined || said.expected !== undefined || said.verdict === "known" ? said : { ...said, verdict: "likely", label: reader.label };
}

function rulesOf({ hosts, local, privateAnchors, selfSigned }: Chosen["settings"]["upload"]): SendingRules {
  return { hosts, local, privateAnchors, selfSigned };
}

/** Differs where other rules hold, or other readers are meant. */
async function fingerprint({ settings: { upload } }: Chosen): Promise<string> {
  const { address, key, network } = upload;
  const text = JSON.stringify([rulesOf(upload), URL.canParse(address) ? new URL(address).origin : "", network, key]);
  // The key is not to be found from what is stored beside the rows.
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return toHex(new Uint8Array(hash, 0, 8));
}

/** Where a batch goes: a deletion to where the rows went. A token goes to nobody but whom it was given for. */
function destinationOf({ to }: StoredBatch, { settings: { upload }, policy }: Chosen): Destination {
  // A policy's token is for the policy's collector.
  const token = "upload.token" in policy.values && !("upload.address" in policy.values) ? "" : upload.token;
  if (to === undefined) return { address: upload.address, token };
  return { address: to, token: sameCollector(to, upload.address) ? token : "" };
}

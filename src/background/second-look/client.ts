import type { Runtime } from "webextension-polyfill";
import type { BuiltTold } from "../../core/telemetry/built-told.ts";
import { CompanionError } from "./companion-error.ts";
import { builtMessage, HOST_NAME, questionMessage, readAnswer, recordedMessage, type Answer, type Question, type RecordedQuestion, type RecordedSighting, type Sighting } from "./protocol.ts";

/** The part of browser.runtime that is used. Without the permission there is no connectNative. */
export type NativeRuntime = Partial<Pick<Runtime.Static, "connectNative" | "lastError">>;

export interface ClientOptions {
  /** Milliseconds for one answer; the companion itself gives up after 10,000. Default 15,000. */
  timeout?: number;
  /** Milliseconds without a question after which the process is let go. The companion waits for 30,000. Default 10,000. */
  idle?: number;
}

type Told = Exclude<Answer, { error: CompanionError }>;

interface Pending {
  resolve: (told: Told) => void;
  reject: (error: CompanionError) => void;
  timer: ReturnType<typeof setTimeout>;
}

const clients = new WeakMap<NativeRuntime, CompanionClient>();

/** The one client for all that is asked in this browser. */
export function companionOf(runtime: NativeRuntime): CompanionClient {
  const client = clients.get(runtime) ?? new CompanionClient(runtime);
  clients.set(runtime, client);
  return client;
}

/** Speaks with the companion: one process for all questions, started by the first and let go when nothing is asked any more. */
export class CompanionClient {
  readonly #runtime: NativeRuntime;
  readonly #timeout: number;
  readonly #idle: number;
  readonly #pending = new Map<number, Pending>();
  #recording: boolean | undefined;
  #port: Runtime.Port | undefined;
  #lastId = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(runtime: NativeRuntime, { timeout = 15_000, idle = 10_000 }: ClientOptions = {}) {
    this.#runtime = runtime;
    this.#timeout = timeout;
    this.#idle = idle;
  }

  /** What the companion sees at the address. Rejects with CompanionError. */
  async ask(question: Question): Promise<Sighting> {
    const told = await this.#send((id) => questionMessage(id, question));
    if ("sighting" in told) return told.sighting;
    throw new CompanionError("bad-answer", "This is the answer to another question.");
  }

  /** What a recording of this browser, if one runs, has of a connection. Rejects with CompanionError. */
  async recorded(question: RecordedQuestion): Promise<RecordedSighting> {
    return await this.#askRecording((id) => recordedMessage(id, question));
  }

  /** Tells the recording of this browser, if one runs, what the browser built. Rejects with CompanionError. */
  async built(told: BuiltTold): Promise<void> {
    await this.#askRecording((id) => builtMessage(id, told));
  }

  /** Whether this browser is recorded, by the last answer; no answer is none. undefined: it was not asked. */
  get recording(): boolean | undefined {
    return this.#recording;
  }

  async #askRecording(messageOf: (id: number) => object): Promise<RecordedSighting> {
    try {
      const told = await this.#send(messageOf);
      if (!("recorded" in told)) throw new CompanionError("bad-answer", "This is the answer to another question.");
      this.#recording = told.recorded.recording;
      return told.recorded;
    } catch (error) {
      this.#recording = false;
      throw error;
    }
  }

  async #send(messageOf: (id: number) => object): Promise<Told> {
    const port = this.#connected();
    clearTimeout(this.#resting);
    const id = this.#lastId += 1;
    return await new Promise<Told>((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id, ({ reject: fail }) => fail(new CompanionError("timeout", `No answer within ${this.#timeout} ms.`))), this.#timeout);
      this.#pending.set(id, { resolve, reject, timer });
      port.postMessage(messageOf(id));
    });
  }

  #connected(): Runtime.Port {
    if (this.#port !== undefined) return this.#port;
    if (this.#runtime.connectNative === undefined) throw new CompanionError("not-permitted", "There is no runtime.connectNative.");
    const port = this.#runtime.connectNative(HOST_NAME);
    port.onMessage.addListener((message: unknown) => {
      if (this.#port === port) this.#answered(message);
    });
    port.onDisconnect.addListener(() => {
      // Firefox says why on the port, Chromium in lastError.
      if (this.#port === port) this.#end(disconnected(port.error?.message ?? this.#runtime.lastError?.message));
    });
    return this.#port = port;
  }

  #answered(message: unknown): void {
    try {
      const answer = readAnswer(message);
      if (!("error" in answer)) this.#settle(answer.id, ({ resolve }) => resolve(answer));
      else if (answer.id !== null) this.#settle(answer.id, ({ reject }) => reject(answer.error));
      else this.#end(answer.error);
    } catch (error) {
      if (!(error instanceof CompanionError)) throw error;
      // Whoever sends what is no answer is not listened to any further.
      this.#end(error);
    }
  }

  /** An answer to nothing, or one that comes too late, is passed over. */
  #settle(id: number, settle: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    settle(pending);
    if (this.#pending.size > 0) return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#end(new CompanionError("ended", "Nothing was asked any more.")), this.#idle);
  }

  #end(why: CompanionError): void {
    const port = this.#port;
    this.#port = undefined;
    clearTimeout(this.#resting);
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(why);
    }
    this.#pending.clear();
    port?.disconnect();
  }
}

/** Why a port was closed, from the words of Firefox (NativeMessaging) and Chromium (native_message_process_host). */
function disconnected(message = ""): CompanionError {
  if (/no such native application|host not found/i.test(message)) return new CompanionError("not-installed", message);
  if (/permission|forbidden/i.test(message)) return new CompanionError("refused", message);
  return new CompanionError("ended", message);
}

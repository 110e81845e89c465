import type { WebRequest } from "webextension-polyfill";
import { call } from "./end-event.ts";
import { registeringEvent, type TlsEvent, type WithTlsInfo } from "./events.ts";
import { LruMap } from "../core/lru.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/** Requests between headers and end whose information is kept; the oldest is let go, and its end comes without tlsInfo. */
export const OPEN_REQUESTS = 2000;
/** Requests just ended, kept since several listeners may ask. */
const ENDED_REQUESTS = 200;

type HeadersDetails = WebRequest.OnHeadersReceivedDetailsType;

/** Tells the listeners of one filter what is read of a response, once it is known. */
export type Tell = (details: HeadersDetails, answer: Promise<TlsInfo | undefined>) => void;

/** The listeners by which a source reads connections as responses come: one for each filter, shared by all who need it. */
export interface Capturings {
  /** Reads what the filter lets through; gives what undoes it. */
  use: (filter: WebRequest.RequestFilter) => () => void;
  readonly onTlsInfo: TlsEvent<HeadersDetails>;
}

/** `start` adds the browser's listeners for a filter and gives what takes them away. */
export function capturings(start: (filter: WebRequest.RequestFilter, tell: Tell) => () => void): Capturings {
  const running = new Map<string, { users: number; told: Set<(details: WithTlsInfo<HeadersDetails>) => void>; stop: () => void }>();

  function run(filter: WebRequest.RequestFilter): { told: Set<(details: WithTlsInfo<HeadersDetails>) => void>; release: () => void } {
    const key = JSON.stringify(filter);
    let capturing = running.get(key);
    if (capturing === undefined) {
      const told = new Set<(details: WithTlsInfo<HeadersDetails>) => void>();
      const stop = start(filter, (details, answer) => {
        if (told.size === 0) return;
        void answer.then((tlsInfo) => {
          if (tlsInfo !== undefined) for (const listener of told) call(listener, { ...details, tlsInfo });
        });
      });
      capturing = { users: 0, told, stop };
      running.set(key, capturing);
    }
    const used = capturing;
    used.users += 1;
    return {
      told: used.told,
      release: () => {
        used.users -= 1;
        if (used.users > 0) return;
        used.stop();
        running.delete(key);
      },
    };
  }

  return {
    use: (filter) => run(filter).release,
    onTlsInfo: registeringEvent((listener, filter) => {
      const { told, release } = run(filter);
      told.add(listener);
      return () => {
        told.delete(listener);
        release();
      };
    }),
  };
}

/** What was captured of requests, by their ids: until the end of each, and a little beyond it. */
export class Captures<Capture> {
  readonly #open = new LruMap<string, Capture>(OPEN_REQUESTS);
  readonly #ended = new LruMap<string, Capture>(ENDED_REQUESTS);

  /** Of a request that has not ended. */
  get(requestId: string): Capture | undefined {
    return this.#open.get(requestId);
  }

  set(requestId: string, capture: Capture): void {
    this.#open.set(requestId, capture);
  }

  /** Of a request that has ended, for each listener that hears of it. */
  end(requestId: string): Capture | undefined {
    const captured = this.#open.get(requestId) ?? this.#ended.get(requestId);
    if (captured === undefined) return undefined;
    this.#open.delete(requestId);
    this.#ended.set(requestId, captured);
    return captured;
  }
}

import { putBounded } from "../../core/put-bounded.ts";

/** Requests under way that are remembered; the oldest is let go when more begin, and then belongs to no page. */
const MAX_REQUESTS = 10_000;
/** Answered requests that are remembered, for a further hop or a failure that may still be told of them. */
const MAX_ANSWERED = 2000;

/** A request under way. */
export interface OpenRequest {
  /** Ids of the views that it belongs to: one, or for workers all tabs that show their origin. */
  views: string[];
  /** The document that a service worker fetches for the page itself. */
  main: boolean;
  /** The hop that was counted, by its address; null: none yet. */
  counted: string | null;
}

/** An open request as it is stored. JSON. */
export type StoredRequest = [requestId: string, counted: string | null, main?: boolean];

/** Which views each request under way belongs to. */
export class OpenRequests {
  readonly #requests = new Map<string, OpenRequest>();
  readonly #answered = new Map<string, OpenRequest>();

  get size(): number {
    return this.#requests.size;
  }

  get(requestId: string): OpenRequest | undefined {
    return this.#requests.get(requestId) ?? this.#answered.get(requestId);
  }

  add(requestId: string, request: OpenRequest): OpenRequest {
    putBounded(this.#requests, MAX_REQUESTS, requestId, request);
    return request;
  }

  end(requestId: string): void {
    this.#requests.delete(requestId);
    this.#answered.delete(requestId);
  }

  /** The end of the request will not be told. What is told nevertheless still finds it, as long as there is room. */
  answer(requestId: string): void {
    const request = this.get(requestId);
    if (request === undefined) return;
    this.end(requestId);
    putBounded(this.#answered, MAX_ANSWERED, requestId, request);
  }

  /** The requests of a view, as they are stored with it; without `viewId`, those of none. */
  of(viewId?: string): StoredRequest[] {
    const requests: StoredRequest[] = [];
    for (const [requestId, { views, counted, main }] of this.#requests) {
      if (viewId === undefined ? views.length > 0 : !views.includes(viewId)) continue;
      requests.push(main ? [requestId, counted, main] : [requestId, counted]);
    }
    return requests;
  }

  /** Takes what was stored with a view, or with none. */
  restore(stored: readonly StoredRequest[], viewId?: string): void {
    for (const [requestId, counted, main = false] of stored) {
      const open = this.#requests.get(requestId) ?? this.add(requestId, { views: [], main, counted });
      if (viewId !== undefined) open.views.push(viewId);
    }
  }
}

/** Requests under way that are remembered; the oldest is let go when more begin, and then belongs to no page. */
const MAX_REQUESTS = 10_000;

/** A request under way. */
export interface OpenRequest {
  /** Ids of the views that it belongs to: one, or for workers all tabs that show their origin. */
  views: string[];
  /** The document that a service worker fetches for the page itself. */
  main: boolean;
  /** The hop that was counted, by its address; null: none yet. */
  counted: string | null;
}

/** Which views each request under way belongs to. */
export class OpenRequests {
  readonly #requests = new Map<string, OpenRequest>();

  get size(): number {
    return this.#requests.size;
  }

  get(requestId: string): OpenRequest | undefined {
    return this.#requests.get(requestId);
  }

  add(requestId: string, request: OpenRequest): OpenRequest {
    this.#requests.set(requestId, request);
    if (this.#requests.size > MAX_REQUESTS) {
      for (const oldest of this.#requests.keys()) {
        this.#requests.delete(oldest);
        break;
      }
    }
    return request;
  }

  end(requestId: string): void {
    this.#requests.delete(requestId);
  }

  /** The requests of a view, as they are stored with it. */
  of(viewId: string): [requestId: string, counted: string | null][] {
    const requests: [string, string | null][] = [];
    for (const [requestId, { views, counted }] of this.#requests) {
      if (views.includes(viewId)) requests.push([requestId, counted]);
    }
    return requests;
  }
}

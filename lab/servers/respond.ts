import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { Reply } from "../pages/reply.ts";

export type Handler = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => void;

/** A handler for HTTP/1.1 and HTTP/2 alike, from a function of the request's target. */
export function respondWith(reply: (target: string) => Reply): Handler {
  return (request, response) => {
    const head = request.method === "HEAD";
    if (request.method !== "GET" && !head) {
      response.statusCode = 405;
      response.setHeader("allow", "GET, HEAD");
      response.end();
      return;
    }
    const { status, headers, body } = reply(request.url ?? "/");
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("content-length", Buffer.byteLength(body));
    // The two response classes agree on this call and not on its overloads.
    (response as ServerResponse).end(head ? undefined : body);
  };
}

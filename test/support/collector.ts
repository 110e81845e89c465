/** A real collector of telemetry on loopback that takes note of all it is sent. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { SparseRow } from "../../src/core/fleet/columns.ts";

export interface Heard {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Takes note of a request, unpacked. */
export async function hear(request: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return { method: request.method ?? "", url: request.url ?? "", headers: request.headers, text: request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes).toString() : bytes.toString() };
}

export class Collector {
  readonly heard: Heard[] = [];
  /** What it answers. */
  answer: (response: ServerResponse, heard: Heard) => void = (response) => void response.end();
  readonly #server = createServer((request, response) => {
    void hear(request).then((heard) => {
      this.heard.push(heard);
      this.answer(response, heard);
    });
  });

  static async start(): Promise<Collector> {
    const collector = new Collector();
    collector.#server.listen(0, "127.0.0.1");
    await once(collector.#server, "listening");
    return collector;
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/rows?table=telemetry`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** The rows of all that was heard. */
export function rowsOf(heard: readonly Heard[]): SparseRow[] {
  return heard.flatMap(({ text }) => text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as SparseRow));
}

/** The hosts of connections in all that was heard. */
export function hostsOf(heard: readonly Heard[]): string[] {
  return rowsOf(heard).flatMap(({ record, host }) => record === "connection" ? [host ?? ""] : []);
}

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface Heard {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A real collector on loopback, for as long as `use` takes. */
export async function withCollector(answer: RequestListener, use: (address: string, heard: Heard[]) => Promise<void>): Promise<void> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      heard.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, text: request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes).toString() : bytes.toString() });
      answer(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`, heard);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

// Makes handshakes in a process of its own, for the lab's Node: its OpenSSL knows post-quantum groups.
// HandshakeRequests as JSON on standard input; on standard output, in the same order, a Handshake or {error} for each.
import { text } from "node:stream/consumers";
import { handshake } from "./handshake.ts";
import type { HandshakeRequest } from "./handshake.ts";

const requests = JSON.parse(await text(process.stdin)) as HandshakeRequest[];
const results = await Promise.all(
  requests.map((request) =>
    handshake(request).catch((error: unknown) => ({ error: error instanceof Error && "code" in error ? String(error.code) : String(error) })),
  ),
);
process.stdout.write(JSON.stringify(results));

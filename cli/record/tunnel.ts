import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { withPort, type ServerPlace } from "../../src/core/recordings/place.ts";
import type { SeenTraffic } from "../../src/core/recordings/seen-traffic.ts";
import { Eavesdropper } from "./eavesdropper.ts";
import type { KeyLines } from "./key-log.ts";

/** Bytes of a request to the proxy, and milliseconds that it may take. */
const MAX_REQUEST = 16 * 1024;
const REQUEST_PATIENCE = 10_000;
/** Milliseconds until a connection that its owner is just letting go of is gone. */
const LET_GO = 200;
const END_OF_REQUEST = Buffer.from("\r\n\r\n");

export interface TunnelOptions {
  /** Whether the process at the other end may use it. */
  mayUse: (peerPort: number, ownPort: number) => boolean;
  /** Whether there is still a process at the other end. */
  isHeld: (peerPort: number, ownPort: number) => boolean;
  keys: KeyLines;
  /** Where to connect for a host. */
  addressOf: (host: string) => string;
  onConnection: (seen: SeenTraffic) => void;
  /** Somebody else was turned away. */
  onStranger: () => void;
}

export interface Tunnel {
  port: number;
  close(): Promise<void>;
}

/** A proxy for CONNECT (RFC 9110 section 9.3.6) on the loopback address. It passes bytes on as they are. */
export async function openTunnel(options: TunnelOptions): Promise<Tunnel> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    track(client);
    const port = (server.address() as AddressInfo | null)?.port ?? 0;
    if (options.mayUse(client.remotePort ?? 0, port)) readRequest(client, (place, rest) => pass(client, place, rest, options, track));
    else void turnAway(client, port, options);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

/** Nothing of it was read. A browser also lets go of connections that it has just opened: then nobody knows whose it was. */
async function turnAway(client: Socket, ownPort: number, { isHeld, onStranger }: TunnelOptions): Promise<void> {
  client.on("error", () => client.destroy());
  await sleep(LET_GO);
  if (!client.destroyed && isHeld(client.remotePort ?? 0, ownPort)) onStranger();
  client.destroy();
}

function readRequest(client: Socket, found: (place: ServerPlace, rest: Buffer) => void): void {
  let request = Buffer.alloc(0);
  const refuse = (status: string): void => {
    client.off("data", take);
    client.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  };
  const take = (chunk: Buffer): void => {
    request = Buffer.concat([request, chunk]);
    const end = request.indexOf(END_OF_REQUEST);
    if (end < 0) {
      if (request.length > MAX_REQUEST) refuse("431 Request Header Fields Too Large");
      return;
    }
    const [, host, port] = /^CONNECT (\[[0-9a-f:.]+\]|[^\s:[\]]+):(\d{1,5}) HTTP\/1\.[01]\r\n/i.exec(request.toString("latin1", 0, end + 2)) ?? [];
    const place = host === undefined ? undefined : withPort(host, Number(port));
    if (place?.port === undefined) {
      refuse("405 Method Not Allowed");
      return;
    }
    client.off("data", take);
    client.setTimeout(0);
    // What follows belongs to the two at its ends.
    client.pause();
    found(place, request.subarray(end + END_OF_REQUEST.length));
  };
  client.on("error", () => client.destroy());
  client.setTimeout(REQUEST_PATIENCE, () => client.destroy());
  client.on("data", take);
}

function pass(client: Socket, place: ServerPlace, rest: Buffer, { keys, addressOf, onConnection }: TunnelOptions, track: (socket: Socket) => void): void {
  const listener = new Eavesdropper(place, keys, Date.now(), onConnection);
  const server = connect({ host: addressOf(place.host), port: place.port ?? 443, allowHalfOpen: true });
  track(server);
  let connected = false;
  server.once("connect", () => {
    connected = true;
    listener.connected({ host: server.remoteAddress ?? place.host, port: place.port ?? 443 });
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (rest.length > 0) {
      listener.fromClient(rest);
      server.write(rest);
    }
    join(client, server, (chunk) => listener.fromClient(chunk));
    join(server, client, (chunk) => listener.fromServer(chunk));
  });
  server.on("end", () => listener.end({ code: "connection-closed", message: "The server closed the connection in the handshake." }));
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (!connected) client.end("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    listener.end(error.code === "ECONNRESET" ? { code: "connection-reset", message: "The server reset the connection in the handshake." } : { code: "failed", message: visibleText(error.message, LINE) });
    // The reset is passed on, too.
    if (connected) client.resetAndDestroy();
  });
  server.on("close", () => {
    listener.end();
    client.end();
  });
  client.on("end", () => listener.end());
  client.on("close", () => {
    listener.end();
    server.destroy();
  });
}

/** Passes bytes on, no faster than they are taken, and shows them before. */
function join(from: Socket, to: Socket, show: (chunk: Buffer) => void): void {
  from.on("data", (chunk: Buffer) => {
    show(chunk);
    if (!to.destroyed && !to.write(chunk)) from.pause();
  });
  to.on("drain", () => from.resume());
  from.on("end", () => to.end());
  from.resume();
}

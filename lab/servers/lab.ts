import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { LabCase, TlsServer } from "../case.ts";
import { cases as wholeTable } from "../cases/index.ts";
import type { Addresses } from "../pages/addresses.ts";
import { answer } from "../pages/site.ts";
import type { Site } from "../pages/site.ts";
import { authorityCertificates, trustedRoots } from "../pki/authorities.ts";
import type { AuthorityName } from "../pki/authorities.ts";
import { caIssuersPath, makePki } from "../pki/index.ts";
import type { Pki } from "../pki/index.ts";
import type { LabOptions, LabReady } from "../protocol.ts";
import { breakOff } from "./broken.ts";
import { createHttpsServer } from "./https.ts";
import { createPlainServer } from "./plain.ts";
import { respondWith } from "./respond.ts";
import { createRouter } from "./router.ts";
import { whyUnavailable } from "./available.ts";

export interface RunningLab {
  ready: LabReady;
  close(): Promise<void>;
}

/** Opens all servers of the lab in this process, on the loopback address alone. */
export async function openLab(options: LabOptions): Promise<RunningLab> {
  const cases = (options.cases ?? wholeTable).map((labCase) => withAvailability(labCase));
  const byHost = new Map(cases.map((labCase) => [labCase.host, labCase]));
  const sockets = new Set<Socket>();

  // Ports first, since pages and certificates name them; nobody is answered before `accept` is filled.
  const accept = new Map<string, (socket: Socket) => void>();
  const router = createRouter({
    route: (serverName) => accept.get(serverName ?? "lab.test"),
    plainTextAnswer: "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nThis port speaks TLS: use https://\r\n",
  });
  const port = await listen(router, options.port ?? 0, sockets);
  const addresses: Addresses = {
    url: (host) => (byHost.get(host)?.server.kind === "plain" ? addresses.plainUrl(host) : `https://${host}:${port}/`),
    plainUrl: (host) => `http://${host}:${plainPort}/`,
  };
  const site: Site = { cases, addresses };
  const authorityFiles = new Map<string, Uint8Array>();
  const plain = createPlainServer(site, (path) => authorityFiles.get(path));
  const plainPort = await listen(plain, options.plainPort ?? 0, sockets);

  const pki = await makePki({ cases, now: Date.now(), caIssuersOrigin: `http://aia.test:${plainPort}` });
  for (const name of Object.keys(authorityCertificates) as AuthorityName[]) authorityFiles.set(caIssuersPath(name), pki.authority(name));
  for (const labCase of cases) {
    const serve = serverOf(labCase, pki, site);
    if (serve !== undefined) accept.set(labCase.host, serve);
  }

  return {
    ready: {
      type: "ready",
      port,
      plainPort,
      cases,
      roots: trustedRoots.map((name) => base64(pki.authority(name))),
      sent: Object.fromEntries(cases.map((labCase) => [labCase.host, labCase.chain.map((reference) => base64(pki.certificate(labCase.host, reference)))])),
      path: Object.fromEntries(cases.map((labCase) => [labCase.host, (labCase.expect.path ?? []).map((reference) => base64(pki.certificate(labCase.host, reference)))])),
    },
    async close() {
      const closed = Promise.all([router, plain].map((server) => once(server, "close")));
      router.close();
      plain.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function withAvailability(labCase: LabCase): LabCase {
  const unavailable = whyUnavailable(labCase);
  return unavailable === undefined ? labCase : { ...labCase, unavailable };
}

function serverOf(labCase: LabCase, pki: Pki, site: Site): ((socket: Socket) => void) | undefined {
  if (labCase.unavailable !== undefined) return undefined;
  const { server } = labCase;
  switch (server.kind) {
    case "plain":
      return undefined;
    case "reset":
    case "close":
    case "text":
      return (socket) => breakOff(server.kind, socket);
    case "tls": {
      const handler = respondWith((target) => answer(labCase, target, site));
      const chain = labCase.chain.map((reference) => pki.certificate(labCase.host, reference));
      return createHttpsServer({ labCase: labCase as LabCase & { server: TlsServer }, key: pki.key(labCase.host), chain, handler, onUpgrade: echo() }).accept;
    }
  }
}

/** A WebSocket at /socket that gives back what it gets. */
function echo() {
  const sockets = new WebSocketServer({ noServer: true, path: "/socket", maxPayload: 4096 });
  return (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!sockets.shouldHandle(request)) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("message", (data, isBinary) => webSocket.send(data, { binary: isBinary }));
      webSocket.on("error", () => webSocket.terminate());
    });
  };
}

async function listen(server: Server, port: number, sockets: Set<Socket>): Promise<number> {
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

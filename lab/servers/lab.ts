import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { CaseServer, CertificateReference, LabCase, TlsServer } from "../case.ts";
import { cases as wholeTable } from "../cases/index.ts";
import type { Addresses } from "../pages/addresses.ts";
import { answer } from "../pages/site.ts";
import type { LabSite } from "../pages/site.ts";
import { trustedRoots } from "../pki/authorities.ts";
import { caIssuersPath, makePki } from "../pki/index.ts";
import type { Pki } from "../pki/index.ts";
import { pemText } from "../pki/pem.ts";
import type { LabOptions, LabReady } from "../protocol.ts";
import { breakOff } from "./broken.ts";
import { startHttp3 } from "./http3.ts";
import type { Http3Host } from "./http3.ts";
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
  const cases = (options.cases ?? wholeTable).map(withAvailability);
  const byHost = new Map(cases.map((labCase) => [labCase.host, labCase]));
  const close: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    await Promise.all(close.map((each) => each()));
  };
  try {
    // Ports first, since certificates and pages name them; nobody is served before `accept` is filled.
    const accept = new Map<string, (socket: Socket) => void>();
    const router = await listen(createRouter({ route: (serverName) => accept.get(serverName ?? "lab.test"), plainTextAnswer: PLAIN_TEXT_ANSWER }), options.port ?? 0, close);
    let http3Port: number | undefined;
    const plainUrl = (host: string) => `http://${host}:${plainPort}/`;
    const addresses: Addresses = {
      plainUrl,
      url: (host) => {
        const server = byHost.get(host)?.server;
        if (server?.kind === "plain") return plainUrl(host);
        return `https://${host}:${speaksHttp3(server) ? (http3Port ?? router) : router}/`;
      },
    };
    const site: LabSite = { cases, addresses };
    const authorityFiles = new Map<string, Uint8Array>();
    const plainPort = await listen(createPlainServer(site, (path) => authorityFiles.get(path)), options.plainPort ?? 0, close);

    const pki = await makePki({ cases, now: Date.now(), caIssuersOrigin: new URL(plainUrl("aia.test")).origin });
    for (const name of pki.authorities) authorityFiles.set(caIssuersPath(name), pki.authority(name));
    for (const labCase of cases) {
      const serve = serverOf(labCase, pki, site);
      if (serve !== undefined) accept.set(labCase.host, serve);
    }

    const http3Cases = cases.filter(({ server, unavailable }) => unavailable === undefined && speaksHttp3(server));
    if (http3Cases.length > 0) {
      const upstream = await listen(createUpstream(http3Cases, site), 0, close);
      const http3 = await startHttp3(http3Cases.map((labCase) => http3Host(labCase, pki)), upstream);
      close.push(() => http3.close());
      http3Port = http3.port;
    }

    const references = (pick: (labCase: LabCase) => readonly CertificateReference[]) =>
      Object.fromEntries(cases.map((labCase) => [labCase.host, pick(labCase).map((reference) => base64(pki.certificate(labCase.host, reference)))]));
    return {
      ready: {
        type: "ready",
        port: router,
        plainPort,
        ...(http3Port === undefined ? {} : { http3Port }),
        cases,
        roots: trustedRoots.map((name) => base64(pki.authority(name))),
        sent: references(({ chain }) => chain),
        // Behind redirects the path is another host's.
        path: references(({ certificate, expect, relaxed }) => (certificate === undefined ? [] : (expect.path ?? relaxed?.path ?? []))),
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const PLAIN_TEXT_ANSWER = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nThis port speaks TLS: use https://\r\n";

function speaksHttp3(server: CaseServer | undefined): boolean {
  return server?.kind === "tls" && server.alpn.includes("h3");
}

/** The pages of HTTP/3 hosts, for Caddy to fetch. */
function createUpstream(cases: readonly LabCase[], site: LabSite): Server {
  return createHttpServer((request, response) => {
    const labCase = cases.find(({ host }) => host === (request.headers.host ?? "").replace(/:\d+$/, ""));
    respondWith((target) => (labCase === undefined ? { status: 404, headers: {}, body: "" } : answer(labCase, target, site)))(request, response);
  });
}

function http3Host({ host, chain, server }: LabCase, pki: Pki): Http3Host {
  return {
    host,
    chain: chain.map((reference) => pemText("CERTIFICATE", pki.certificate(host, reference))).join(""),
    key: pemText("PRIVATE KEY", pki.key(host).pkcs8),
    groups: server.kind === "tls" ? server.groups : [],
  };
}

function withAvailability(labCase: LabCase): LabCase {
  const unavailable = whyUnavailable(labCase);
  return unavailable === undefined ? labCase : { ...labCase, unavailable };
}

function serverOf(labCase: LabCase, pki: Pki, site: LabSite): ((socket: Socket) => void) | undefined {
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
      if (speaksHttp3(server)) return undefined;
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

/** Gives the port. Connections still open when the server is closed are cut. */
async function listen(server: Server, port: number, close: (() => Promise<void>)[]): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  close.push(async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

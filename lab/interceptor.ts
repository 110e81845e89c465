/** A proxy that reads TLS: it signs certificates on the fly with a CA of its own, in the ways that real ones do; or an honest one. */
import { randomBytes, X509Certificate } from "node:crypto";
import { createServer, request as plainRequest, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, request as secureRequest } from "node:https";
import { connect as connectPlain, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect, createSecureContext, type SecureContext } from "node:tls";
import { issue, type Party } from "./pki/issue.ts";
import { generateKey } from "./pki/keys.ts";
import { pemText } from "./pki/pem.ts";
import { publishedKey } from "./pki/published-key.ts";
import type { IssuedNameAttribute } from "./pki/names.ts";

export type InterceptorStyle =
  /** An honest proxy: what the two ends send passes as it is. */
  | "tunnel"
  /** A key and a certificate for each host. */
  | "key-per-host"
  /** One key in all certificates. */
  | "one-key"
  /** Subject, names and dates of the original. */
  | "copy"
  /** The original's subject and names, with dates that are good whatever the original's were. */
  | "renewed"
  /** A key and a certificate for each host, signed by a CA whose private key is public. */
  | "published-key";

export interface InterceptorOptions {
  style: InterceptorStyle;
  /** Name of its CA. */
  ca: readonly IssuedNameAttribute[];
  /** Default: any free port. */
  port?: number;
}

export interface Interceptor {
  port: number;
  /** Its own CA, which a browser must trust. */
  rootPem: string;
  /** The CA of the style "published-key". */
  publishedRootPem: string;
  /** Changes its ways while it runs: the CAs stay, connections end. */
  setStyle(style: InterceptorStyle): void;
  stop(): Promise<void>;
}

const CA_VALIDITY = { from: -365, to: 3650 };
const LEAF_VALIDITY = { from: -0.001, to: 90 };
const DAY = 86_400_000;

/** Starts it on loopback, as an HTTP proxy that takes CONNECT. */
export async function startInterceptor({ style: first, ca: subject, port: wanted = 0 }: InterceptorOptions): Promise<Interceptor> {
  const now = Date.now();
  const ca: Party = { key: await generateKey("P-256"), subject };
  const root = await issue({ subject: ca, issuer: ca, validity: CA_VALIDITY, now, use: { kind: "authority" } });
  const published: Party = { key: await publishedKey(), subject: [{ type: "CN", value: "Development CA" }] };
  const publishedRoot = await issue({ subject: published, issuer: published, validity: CA_VALIDITY, now, use: { kind: "authority" } });
  const shared = await generateKey("P-256");
  const contexts = new Map<string, Promise<SecureContext>>();
  let style = first;

  const makeContext = async (host: string, port: number, as: InterceptorStyle): Promise<SecureContext> => {
    const key = as === "one-key" ? shared : await generateKey("P-256");
    const copies = as === "copy" || as === "renewed";
    const original = copies ? await originalOf(host, port) : undefined;
    const names = original?.subjectAltName?.split(", ").flatMap((name) => name.startsWith("DNS:") ? name.slice(4) : []) ?? [host];
    const commonName = original === undefined ? host : /^CN=(.*)$/m.exec(original.subject)?.[1] ?? host;
    const validity = as === "copy" && original !== undefined
      ? { from: (Date.parse(original.validFrom) - Date.now()) / DAY, to: (Date.parse(original.validTo) - Date.now()) / DAY }
      : LEAF_VALIDITY;
    const leaf = await issue({ subject: { key, subject: [{ type: "CN", value: commonName }] }, issuer: as === "published-key" ? published : ca, validity, now: Date.now(), use: { kind: "server", names } });
    return createSecureContext({ key: pemText("PRIVATE KEY", key.pkcs8), cert: pemText("CERTIFICATE", leaf) + pemText("CERTIFICATE", as === "published-key" ? publishedRoot : root) });
  };
  const contextFor = (host: string, port: number): Promise<SecureContext> => {
    const id = `${style} ${host} ${String(port)}`;
    const known = contexts.get(id) ?? makeContext(host, port, style);
    contexts.set(id, known);
    return known;
  };

  /** Where the connection of a decrypted request was to go. */
  const targets = new WeakMap<object, { host: string; port: number }>();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const target = targets.get(request.socket);
    if (target === undefined) {
      response.writeHead(502).end();
      return;
    }
    const { host, port } = target;
    const upstream = secureRequest({ host: "127.0.0.1", port, servername: host, method: request.method, path: request.url, headers: request.headers, rejectUnauthorized: false, agent: false }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    upstream.on("error", () => response.writeHead(502).end());
    request.pipe(upstream);
  };

  const sockets = new Set<Duplex>();
  const proxy = createServer((request, response) => {
    // Plain http passes as it is.
    const url = URL.canParse(request.url ?? "") ? new URL(request.url ?? "") : undefined;
    if (url === undefined) {
      response.writeHead(400).end();
      return;
    }
    const upstream = plainRequest({ host: "127.0.0.1", port: url.port || 80, method: request.method, path: url.pathname, headers: request.headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    upstream.on("error", () => response.writeHead(502).end());
    request.pipe(upstream);
  });
  proxy.on("connection", (socket: Socket) => keep(sockets, socket));
  proxy.on("connect", (request: IncomingMessage, socket: Duplex) => {
    const [host = "", portText = "443"] = (request.url ?? "").split(":");
    const port = Number(portText);
    socket.on("error", () => socket.destroy());
    if (style === "tunnel") {
      tunnel(socket, port, sockets);
      return;
    }
    contextFor(host, port).then((context) => {
      const inner = createSecureServer({ SNICallback: (_name, done) => done(null, context), ALPNProtocols: ["http/1.1"], ticketKeys: randomBytes(48) }, answer);
      inner.on("secureConnection", (secure) => targets.set(secure, { host, port }));
      inner.on("tlsClientError", (_error, secure) => secure.destroy());
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      inner.emit("connection", socket);
    }, () => socket.end("HTTP/1.1 502 Bad gateway\r\n\r\n"));
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once("error", reject);
    proxy.listen(wanted, "127.0.0.1", resolve);
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    rootPem: pemText("CERTIFICATE", root),
    publishedRootPem: pemText("CERTIFICATE", publishedRoot),
    setStyle: (next) => {
      style = next;
      for (const socket of sockets) socket.destroy();
    },
    stop: () => stop(proxy, sockets),
  };
}

/** Passes on what comes, both ways. */
function tunnel(socket: Duplex, port: number, sockets: Set<Duplex>): void {
  const upstream = connectPlain(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(upstream).pipe(socket);
  });
  keep(sockets, upstream);
  upstream.on("error", () => socket.destroy());
  upstream.on("close", () => socket.destroy());
  socket.on("close", () => upstream.destroy());
}

/** The certificate that the server itself shows. */
function originalOf(host: string, port: number): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ socket: connectPlain(port, "127.0.0.1"), servername: host, rejectUnauthorized: false }, () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      if (certificate === undefined) reject(new Error(`${host} showed no certificate.`));
      else resolve(certificate);
    });
    socket.once("error", reject);
  });
}

function keep(sockets: Set<Duplex>, socket: Socket): void {
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
}

async function stop(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}

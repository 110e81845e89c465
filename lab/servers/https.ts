import { constants } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TlsOptions } from "node:tls";
import { pemText } from "../pki/pem.ts";
import type { KeyPair } from "../pki/keys.ts";
import type { LabCase, TlsServer } from "../case.ts";
import { opensslCiphers, opensslGroups, opensslVersion } from "./openssl.ts";
import type { Handler } from "./respond.ts";

export interface HttpsServer {
  /** Takes a socket whose ClientHello is still to be read. */
  accept: (socket: Socket) => void;
}

export interface HttpsServerOptions {
  labCase: LabCase & { server: TlsServer };
  key: KeyPair;
  /** DER, in the order to be sent. */
  chain: readonly Uint8Array[];
  handler: Handler;
  /** Takes over sockets that ask to be WebSockets. */
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** The server of one case. It listens nowhere: the router hands it sockets. */
export function createHttpsServer({ labCase: { server }, key, chain, handler, onUpgrade }: HttpsServerOptions): HttpsServer {
  const resumption = server.resumption === true;
  const options: TlsOptions = {
    key: pemText("PRIVATE KEY", key.pkcs8),
    cert: chain.map((der) => pemText("CERTIFICATE", der)).join(""),
    minVersion: opensslVersion(server.version),
    maxVersion: opensslVersion(server.version),
    ciphers: opensslCiphers(server.cipherSuites),
    ecdhCurve: opensslGroups(server.groups),
    honorCipherOrder: true,
    // Without tickets nothing is resumed, and each connection tells its group.
    secureOptions: resumption ? 0 : constants.SSL_OP_NO_TICKET,
    handshakeTimeout: 10_000,
  };
  // The two servers share the events used here, though not a type.
  const instance: Server = server.alpn.includes("h2")
    ? (createSecureServer({ ...options, allowHTTP1: server.alpn.includes("http/1.1") }) as unknown as Server)
    : createServer({ ...options, ALPNProtocols: ["http/1.1"] });
  instance.on("request", (request, response) => {
    if (resumption) response.setHeader("connection", "close");
    handler(request, response);
  });
  if (onUpgrade !== undefined) instance.on("upgrade", onUpgrade);
  // What a client thinks of a deliberately bad server is no error of the lab.
  instance.on("tlsClientError", (_error, socket) => socket.destroy());
  return { accept: (socket) => void instance.emit("connection", socket) };
}

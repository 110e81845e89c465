// Servers on the loopback address with certificates of their own.
import { webcrypto } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket, type TLSSocketOptions } from "node:tls";
import { toPem } from "../../../src/core/x509/pem.ts";
import { identity, issue, type Identity, type IssueOptions } from "../../../lab/pki/maker.ts";

const DAY = 86_400_000;

export interface TestPki {
  root: Uint8Array;
  rootPem: string;
  /** Leaf and intermediate, in the order to be sent. */
  chain: Uint8Array[];
  tls: { key: string; cert: string };
  /** Another certificate of the same intermediate. */
  leaf(options: IssueOptions): Promise<{ der: Uint8Array; key: string }>;
}

/** A root, an intermediate and a leaf for `host`, valid around now. */
export async function testPki(host: string): Promise<TestPki> {
  const around = { notBefore: new Date(Date.now() - 10 * DAY).toISOString(), notAfter: new Date(Date.now() + 35 * DAY).toISOString() };
  const root = await identity("Companion test root");
  const intermediate = await identity("Companion test intermediate");
  const rootCertificate = await issue(root, root, { ca: true, ...around });
  const intermediateCertificate = await issue(intermediate, root, { ca: true, ...around });
  const leaf = async (options: IssueOptions): Promise<{ der: Uint8Array; key: string }> => {
    const subject = await identity(options.dns?.[0] ?? host);
    return { der: (await issue(subject, intermediate, { ...around, ...options })).der, key: await keyPem(subject) };
  };
  const own = await leaf({ dns: [host] });
  const chain = [own.der, intermediateCertificate.der];
  return { root: rootCertificate.der, rootPem: toPem(rootCertificate.der), chain, leaf, tls: { key: own.key, cert: chain.map((der) => toPem(der)).join("") } };
}

async function keyPem({ keys }: Identity): Promise<string> {
  return toPem(new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)), "PRIVATE KEY");
}

export interface TestServer {
  port: number;
  /** Connections that are open now, and the most that were at once. */
  open: Set<Socket>;
  readonly most: number;
  /** Waits until no connection is open; fails after two seconds. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port and hands each connection to `serve`. */
export async function listen(serve: (socket: Socket) => void): Promise<TestServer> {
  const open = new Set<Socket>();
  let most = 0;
  const server: Server = createServer((socket) => {
    open.add(socket);
    most = Math.max(most, open.size);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => open.delete(socket));
    serve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port, open,
    get most() {
      return most;
    },
    empty: async () => {
      const late = AbortSignal.timeout(2000);
      await Promise.all(Array.from(open, (socket) => new Promise<void>((resolve, reject) => {
        socket.once("close", () => resolve());
        late.addEventListener("abort", () => reject(new Error("a connection was left open")));
      })));
    },
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, "close");
    },
  };
}

/** Goes over to TLS on a socket, and reads what comes. */
export function secure(socket: Socket, options: TLSSocketOptions & { key: string; cert: string }): TLSSocket {
  const { key, cert, minVersion, maxVersion, ciphers, ...rest } = options;
  const context = createSecureContext({ key, cert, ...(minVersion === undefined ? {} : { minVersion }), ...(maxVersion === undefined ? {} : { maxVersion }), ...(ciphers === undefined ? {} : { ciphers }) });
  const tls = new TLSSocket(socket, { ...rest, isServer: true, secureContext: context });
  tls.on("error", () => socket.destroy());
  tls.resume();
  return tls;
}

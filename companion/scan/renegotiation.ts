import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { isIP } from "node:net";
import { Deadline } from "../connect/deadline.ts";
import { dial } from "../connect/dial.ts";
import { ProbeError } from "../connect/failure.ts";
import { clientOffer } from "../connect/offer.ts";
import { DEFAULT_CONNECT_TIMEOUT, type ProbeOptions } from "../connect/options.ts";
import type { Target } from "../connect/target.ts";
import { startTls } from "../starttls/index.ts";

/** Milliseconds for a server that passes over the question. */
const PATIENCE = 1500;

/** Whether a server makes a second handshake where the client asks for one; undefined where Node's client made no first one. */
export async function takesRenegotiation(target: Target, options: ProbeOptions): Promise<boolean | undefined> {
  const deadline = new Deadline(PATIENCE);
  const serverName = options.serverName === undefined ? (isIP(target.host) === 0 ? target.host : null) : options.serverName;
  let tls: TLSSocket | undefined;
  try {
    const socket = await dial(options.connect?.host ?? target.host, options.connect?.port ?? target.port, deadline, options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT);
    const { startTls: protocol } = options;
    if (protocol !== undefined) await deadline.during(`the change to TLS by ${protocol}`, () => startTls(protocol, socket, target.host), () => socket.destroy());
    const asked: ConnectionOptions = { ...clientOffer({ ...options, minVersion: "TLS 1.0", maxVersion: "TLS 1.2" }, target.port), ...options.clientCertificate, servername: serverName ?? "", socket, rejectUnauthorized: false };
    const open = connect(asked);
    tls = open;
    const done = await deadline.during("the handshake", () => settled(open, (resolve) => open.once("secureConnect", () => resolve(true))), () => open.destroy());
    if (!done) return undefined;
    return await deadline.during("the second handshake", () => settled(open, (resolve) => {
      open.renegotiate({ rejectUnauthorized: false }, (error) => resolve(error === null));
      open.resume();
    }), () => open.destroy());
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    // It was asked, and did nothing.
    return tls === undefined || tls.getProtocol() === null ? undefined : false;
  } finally {
    tls?.on("error", () => undefined).destroy();
  }
}

/** false where the connection ends first. */
function settled(tls: TLSSocket, begin: (resolve: (value: boolean) => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    tls.once("error", () => resolve(false));
    tls.once("close", () => resolve(false));
    begin(resolve);
  });
}

import type { Socket } from "node:net";
import { Conversation } from "./conversation.ts";
import { ProbeError } from "../connect/failure.ts";
import type { Beginning } from "./beginning.ts";
import { FOUND_PROTOCOLS } from "./found-protocols.ts";
import { greetingWords } from "./greeting.ts";

/** Every such protocol, by the name that a person gives. */
const PROTOCOLS: ReadonlyMap<string, Beginning> = new Map(
  Array.from(FOUND_PROTOCOLS.values()).flatMap((exported) => Object.values(exported)).filter((value): value is Beginning => isBeginning(value)).map((beginning) => [beginning.name, beginning]),
);

export const START_TLS: readonly string[] = [...PROTOCOLS.keys()].sort();

/** Its type is checked in the file that exports it. */
function isBeginning(value: unknown): boolean {
  return typeof value === "object" && value !== null && "name" in value && "port" in value;
}

/** Throws where the name is not among START_TLS. */
function beginningOf(name: string): Beginning {
  const beginning = PROTOCOLS.get(name);
  if (beginning === undefined) throw new Error(`«${name}» is no protocol of companion/starttls/protocols.`);
  return beginning;
}

/** The port that IANA has for the protocol. */
export function startTlsPort(protocol: string): number {
  return beginningOf(protocol).port;
}

/** The names to offer by ALPN. */
export function startTlsAlpn(protocol: string): readonly string[] {
  const { alpn } = beginningOf(protocol);
  return alpn === undefined ? [] : [alpn];
}

/** How to ask a server of this port that says nothing to a ClientHello, as a sentence; undefined where the port is no such protocol's. */
export function portAdvice(port: number): string | undefined {
  const names = START_TLS.filter((name) => beginningOf(name).port === port).map((name) => `--starttls ${name}`);
  return names.length === 0 ? undefined : `On port ${port} TLS commonly begins otherwise: ask with ${names.join(" or ")}.`;
}

/** Brings the server to the point where the next byte is TLS. `host`: whom a protocol that asks is told. @throws ProbeError */
export async function startTls(protocol: string, socket: Socket, host: string): Promise<void> {
  const { begin, port } = beginningOf(protocol);
  if (begin === undefined) return;
  const conversation = new Conversation(socket);
  try {
    await begin(conversation, host);
  } catch (error) {
    if (!(error instanceof ProbeError) || error.code !== "starttls-protocol") throw error;
    const words = greetingWords(conversation.heard, port);
    throw words === undefined ? error : new ProbeError(error.code, `${error.message}. ${words}`);
  }
  conversation.release();
}

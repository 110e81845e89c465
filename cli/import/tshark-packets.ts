import { alertName } from "../../companion/wire/alert.ts";
import type { CapturedPacket } from "../../src/core/recordings/capture-joiner.ts";
import { MAX_MESSAGE } from "../../src/core/wire/handshake-messages.ts";
import { isRecord } from "../../src/core/is-record.ts";

/** What is asked of tshark: packets in which handshake messages, alerts or changes of keys came to their end, and ends of connections. */
export const TSHARK_PACKETS: readonly string[] = [
  "-Y", "tls.handshake || tls.alert_message || tls.change_cipher_spec || tcp.flags.reset == 1 || tcp.flags.fin == 1",
  "-T", "json", "-x", "--no-duplicate-keys",
  // The layers whose fields are written out; of all others there is a mark alone.
  "-j", "frame ip ipv6 tcp tcp.flags tcp.flags_tree udp tls tls.record tls.handshake tls.alert_message quic quic.frame",
];

/** Bytes around the messages of one flight: the header of a record or two, and a ChangeCipherSpec. */
const RECORD_HEADERS = 16;

/** Fields whose values are taken; every other is passed over. */
const FIELDS: ReadonlySet<string> = new Set([
  "frame.time_epoch", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.stream", "tcp.seq", "tcp.len", "tcp.srcport", "tcp.dstport", "tcp.flags.reset", "tcp.flags.fin",
  "udp.stream", "udp.srcport", "udp.dstport", "tls.handshake_raw", "tls.record.content_type", "tls.alert_message.level", "tls.alert_message.desc",
]);

const MAX_DEPTH = 40;

/** The packets of tshark's JSON: a packet's object begins with a line "  {" and ends with "  }". Lines that are no packet are passed over. */
export class TsharkPackets {
  readonly #give: (packet: CapturedPacket) => void;
  #lines: string[] | undefined;
  /** Packets that could not be read. */
  damaged = 0;
  packets = 0;

  constructor(give: (packet: CapturedPacket) => void) {
    this.#give = give;
  }

  line(line: string): void {
    if (line === "  {") {
      this.#lines = ["{"];
      return;
    }
    if (this.#lines === undefined) return;
    if (line !== "  }" && line !== "  },") {
      this.#lines.push(line);
      return;
    }
    const text = `${this.#lines.join("\n")}\n}`;
    this.#lines = undefined;
    this.packets++;
    const packet = packetOf(text);
    if (packet === undefined) this.damaged++;
    else this.#give(packet);
  }
}

function packetOf(text: string): CapturedPacket | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const fields = new Map<string, unknown[]>();
  collect(value, fields, 0);
  const one = (name: string): string | undefined => {
    // The innermost where packets are carried in packets.
    const last = fields.get(name)?.at(-1);
    return typeof last === "string" ? last : undefined;
  };
  const tcp = one("tcp.stream");
  const stream = tcp ?? one("udp.stream");
  const [from, to] = [one("ip.src") ?? one("ipv6.src"), one("ip.dst") ?? one("ipv6.dst")];
  const time = Number(one("frame.time_epoch")) * 1000;
  const [fromPort, toPort] = [Number(one("tcp.srcport") ?? one("udp.srcport")), Number(one("tcp.dstport") ?? one("udp.dstport"))];
  if (stream === undefined || from === undefined || to === undefined || Number.isNaN(time) || Number.isNaN(fromPort) || Number.isNaN(toPort)) return undefined;
  const descriptions = (fields.get("tls.alert_message.desc") ?? []).map(Number);
  const levels = (fields.get("tls.alert_message.level") ?? []).map(Number);
  const messages = (fields.get("tls.handshake_raw") ?? []).flatMap(messageOf);
  return {
    stream: `${tcp === undefined ? "udp" : "tcp"} ${stream}`, protocol: tcp === undefined ? "QUIC" : "TLS", time,
    from: { host: from.toLowerCase(), port: fromPort }, to: { host: to.toLowerCase(), port: toPort },
    // A ClientHello of several segments is told with the last of them: all before it is the message's own then.
    first: tcp === undefined || Number(one("tcp.seq")) - 1 + Number(one("tcp.len") ?? 0) <= messages.reduce((sum, { length }) => sum + length, RECORD_HEADERS),
    messages,
    recordTypes: (fields.get("tls.record.content_type") ?? []).map(Number),
    alerts: descriptions.map((description, index) => ({ fatal: levels[index] === 2, description, name: alertName(description) })),
    ...(isSet(one("tcp.flags.reset")) ? { closed: "reset" } : isSet(one("tcp.flags.fin")) ? { closed: "closed" } : {}),
  };
}

function isSet(flag: string | undefined): boolean {
  return flag === "1" || flag === "True" || flag === "true";
}

function collect(value: unknown, fields: Map<string, unknown[]>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, fields, depth + 1);
    return;
  }
  if (!isRecord(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (!FIELDS.has(name)) {
      collect(member, fields, depth + 1);
      continue;
    }
    const known = fields.get(name) ?? [];
    known.push(...valuesOf(name, member));
    fields.set(name, known);
  }
}

/** A raw field is a list of its hex and four numbers, or a list of such lists; others are text or lists of texts. */
function valuesOf(name: string, member: unknown): unknown[] {
  if (!Array.isArray(member)) return [member];
  if (!name.endsWith("_raw")) return member;
  return Array.isArray(member[0]) ? member.map((each: unknown) => Array.isArray(each) ? each[0] as unknown : undefined) : [member[0]];
}

/** A handshake message with its header; none where it is not whole, as those that could not be opened. */
function messageOf(hex: unknown): Uint8Array[] {
  if (typeof hex !== "string" || hex.length > 2 * (MAX_MESSAGE + 4) || !/^(?:[0-9a-f]{2}){4,}$/i.test(hex)) return [];
  const bytes = new Uint8Array(Buffer.from(hex, "hex"));
  const length = (bytes[1] ?? 0) << 16 | (bytes[2] ?? 0) << 8 | (bytes[3] ?? 0);
  return bytes.length === length + 4 ? [bytes] : [];
}

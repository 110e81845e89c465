import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { fromBase64 } from "../../src/core/bytes/base64.ts";
import type { BuiltTold } from "../../src/core/telemetry/built-told.ts";
import type { ObservationJson } from "../../src/core/telemetry/observation-json.ts";
import { CERTIFICATE_EXCEPTIONS, type CertificateException } from "../../src/core/tls-info.ts";
import type { HandshakeJson } from "../connect/handshake-json.ts";
import { BROWSER_OFFERS, type BrowserOffer } from "../connect/options.ts";
import { parseHostName } from "../connect/target.ts";
import { TargetError } from "../connect/target.ts";
import { isRecord } from "../../src/core/is-record.ts";

/** Version of the messages between the add-on and the companion. */
export const PROTOCOL = 1;

/** What the add-on may ask. */
export type Request =
  | { id: number; type: "hello" }
  /** Connect to this address, for this host, and tell what it shows; `as`: what that browser is shown, who offers other things. */
  | { id: number; type: "probe"; host: string; port: number; address: string; as?: BrowserOffer }
  | RecordedRequest
  | BuiltRequest;

/** What the running recording of the browser that asks has of its connection; `leaf`: SHA-256 of the server's certificate, in lower-case hex, where the browser tells it. */
export interface RecordedRequest {
  id: number;
  type: "recorded";
  host: string;
  port: number;
  leaf?: string;
}

/** For the recording that runs of the browser that asks. The answer is that of "recorded", without an observation. */
export interface BuiltRequest extends BuiltTold {
  id: number;
  type: "built";
}

/** `recording`: the browser that asks is recorded just now. `observation`: with a chain as sent; absent where the recording has none of it. */
export interface RecordedAnswer {
  recording: boolean;
  observation?: ObservationJson;
}

/** What the companion answers; `id` is the request's. */
export type Response = { version: typeof PROTOCOL } & (
  | { id: number; type: "hello"; companion: string; openssl: string }
  /**
   * `time`: when it was seen, which may be later than what the browser saw; `as`: the browser's offer was made, but for what is
   * listed, in words. Absent where it was not asked for, or where the server answered that offer with no certificate.
   */
  | { id: number; type: "probe"; time: string; observation: ObservationJson; handshake?: HandshakeJson; failure?: { stage: string; code: string; message: string }; as?: { browser: BrowserOffer; notOffered: readonly string[] } }
  | ({ id: number; type: "recorded" } & RecordedAnswer)
  /** `id` null: the request could not be read that far. */
  | { id: number | null; type: "error"; code: NativeRequestErrorCode; message: string }
);

export type NativeRequestErrorCode = "bad-json" | "bad-request" | "unknown-version" | "unknown-type" | "bad-host" | "bad-address" | "busy" | "answer-too-long" | "bad-recording" | "internal" | "message-too-long" | "truncated";

/** A message that is no request. */
export class NativeRequestError extends Error {
  override readonly name = "RequestError";
  readonly code: NativeRequestErrorCode;
  readonly id: number | null;

  constructor(code: NativeRequestErrorCode, id: number | null, message: string) {
    super(message);
    this.code = code;
    this.id = id;
  }
}

const MAX_ID = 2 ** 32 - 1;
/** Certificates in a chain that a browser built, and bytes of one. */
const MAX_BUILT = 20;
const MAX_CERTIFICATE = 32 * 1024;
/** The last moment that ECMAScript can name. */
const MAX_TIME = 8.64e15;

/** Reads a request strictly: no member that is not known. @throws NativeRequestError */
export function parseRequest(bytes: Uint8Array): Request {
  const value = parseJson(bytes);
  if (!isRecord(value)) throw new NativeRequestError("bad-request", null, "an object is expected");
  const message = new Map<string, unknown>(Object.entries(value));
  const id = message.get("id");
  if (!isInteger(id, 0, MAX_ID)) throw new NativeRequestError("bad-request", null, "id: a number of 32 bits is expected");
  if (message.get("version") !== PROTOCOL) throw new NativeRequestError("unknown-version", id, `version ${PROTOCOL} is spoken here: update the add-on or the companion`);
  switch (message.get("type")) {
    case "hello":
      allowOnly(message, id, []);
      return { id, type: "hello" };
    case "probe":
      allowOnly(message, id, ["host", "port", "address", "as"]);
      return { id, type: "probe", host: readHost(message.get("host"), id), port: readPort(message.get("port"), id), address: readAddress(message.get("address"), id), ...readAs(message.get("as"), id) };
    case "recorded":
      allowOnly(message, id, ["host", "port", "leaf"]);
      return { id, type: "recorded", host: readHost(message.get("host"), id), port: readPort(message.get("port"), id), ...readLeaf(message.get("leaf"), id) };
    case "built":
      allowOnly(message, id, ["host", "port", "leaf", "firstSeen", "lastSeen", "chainValid", "builtChain", "rootIsBuiltIn", "exception"]);
      return readBuilt(message, id);
    default:
      throw new NativeRequestError("unknown-type", id, "type: hello, probe, recorded or built is expected");
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw new NativeRequestError("bad-json", null, "JSON in UTF-8 is expected");
    throw error;
  }
}

function allowOnly(message: ReadonlyMap<string, unknown>, id: number, members: readonly string[]): void {
  const other = [...message.keys()].find((key) => !["version", "id", "type", ...members].includes(key));
  if (other !== undefined) throw new NativeRequestError("bad-request", id, `"${other.slice(0, 40)}" is not known`);
}

function readHost(value: unknown, id: number): string {
  if (typeof value === "string" && value.length <= 253) {
    if (isIP(value) !== 0) return value.toLowerCase();
    try {
      return parseHostName(value);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
    }
  }
  throw new NativeRequestError("bad-host", id, "host: a host name or an address is expected");
}

function readPort(value: unknown, id: number): number {
  if (!isInteger(value, 1, 65_535)) throw new NativeRequestError("bad-request", id, "port: a number from 1 to 65535 is expected");
  return value;
}

function readAs(value: unknown, id: number): { as?: BrowserOffer } {
  if (value === undefined) return {};
  const as = BROWSER_OFFERS.find((each) => each === value);
  if (as === undefined) throw new NativeRequestError("bad-request", id, `as: one of ${BROWSER_OFFERS.join(", ")} is expected`);
  return { as };
}

function readLeaf(value: unknown, id: number): { leaf?: string } {
  if (value === undefined) return {};
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw new NativeRequestError("bad-request", id, "leaf: a SHA-256 in lower-case hex is expected");
  return { leaf: value };
}

function readBuilt(message: ReadonlyMap<string, unknown>, id: number): BuiltRequest {
  const { leaf } = readLeaf(message.get("leaf"), id);
  const [firstSeen, lastSeen, chainValid, rootIsBuiltIn] = ["firstSeen", "lastSeen", "chainValid", "rootIsBuiltIn"].map((key) => message.get(key));
  if (leaf === undefined) throw new NativeRequestError("bad-request", id, "leaf: a SHA-256 in lower-case hex is expected");
  if (!isInteger(firstSeen, 0, MAX_TIME) || !isInteger(lastSeen, firstSeen, MAX_TIME)) throw new NativeRequestError("bad-request", id, "firstSeen, lastSeen: two times in their order are expected");
  if (typeof chainValid !== "boolean" || (rootIsBuiltIn !== undefined && typeof rootIsBuiltIn !== "boolean")) throw new NativeRequestError("bad-request", id, "chainValid, rootIsBuiltIn: true or false is expected");
  const builtChain = message.has("builtChain") ? readChain(message.get("builtChain"), id, leaf) : undefined;
  const exception = message.has("exception") ? readException(message.get("exception"), id) : undefined;
  if ((builtChain === undefined) === (exception === undefined) || (exception !== undefined && chainValid)) throw new NativeRequestError("bad-request", id, "builtChain: is expected where nobody made an exception");
  return {
    id, type: "built", host: readHost(message.get("host"), id), port: readPort(message.get("port"), id), leaf, firstSeen, lastSeen, chainValid,
    ...(builtChain === undefined ? {} : { builtChain }), ...(rootIsBuiltIn === undefined ? {} : { rootIsBuiltIn }), ...(exception === undefined ? {} : { exception }),
  };
}

/** A chain that begins with the certificate of that hash. */
function readChain(value: unknown, id: number, leaf: string): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_BUILT) throw new NativeRequestError("bad-request", id, `builtChain: 1 to ${MAX_BUILT} certificates are expected`);
  return value.map((each: unknown, index) => {
    const der = typeof each === "string" && each.length <= MAX_CERTIFICATE / 3 * 4 ? fromBase64(each) : undefined;
    if (typeof each !== "string" || der === undefined || der.length === 0) throw new NativeRequestError("bad-request", id, `builtChain: base64 of at most ${MAX_CERTIFICATE} bytes is expected`);
    if (index === 0 && createHash("sha256").update(der).digest("hex") !== leaf) throw new NativeRequestError("bad-request", id, "builtChain: it begins with another certificate than leaf");
    return each;
  });
}

function readException(value: unknown, id: number): CertificateException {
  const exception = CERTIFICATE_EXCEPTIONS.find((each) => each === value);
  if (exception === undefined) throw new NativeRequestError("bad-request", id, `exception: one of ${CERTIFICATE_EXCEPTIONS.join(", ")} is expected`);
  return exception;
}

/**
 * The address that the browser connected to: nothing is looked up here. Loopback, private and link-local addresses are taken,
 * since that is where devices are; those of many or of none are not.
 */
function readAddress(value: unknown, id: number): string {
  if (typeof value !== "string" || isIP(value) === 0 || isOfMany(value)) throw new NativeRequestError("bad-address", id, "address: the IP address of one server is expected");
  return value;
}

/** Unspecified, multicast and broadcast addresses, in whatever spelling. */
function isOfMany(address: string): boolean {
  if (isIP(address) === 4) {
    const first = Number(address.split(".")[0]);
    return first === 0 || first >= 224;
  }
  const zone = address.split("%")[0] ?? "";
  const normal = new URL(`http://[${zone}]/`).hostname;
  // What stands for an IPv4 address is asked for as IPv4 or not at all: IPv4-compatible and IPv4-mapped addresses (RFC 4291 section
  // 2.5.5) and those of translators (RFC 6052 section 2.1). "[::1]" alone has one group after the zeros and is the loopback address.
  const standsForIpv4 = /^\[::(?:ffff:)?[0-9a-f]+:[0-9a-f]+\]$/.test(normal) || /^\[::[0-9a-f]+\]$/.test(normal) && normal !== "[::1]" || normal.startsWith("[64:ff9b:");
  return normal === "[::]" || normal.startsWith("[ff") || standsForIpv4;
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

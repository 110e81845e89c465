import { chromiumError, isChromiumError } from "../registry/chromium-errors.ts";
import { TLS_VERSIONS, type TlsVersion } from "../registry/tls-versions.ts";
import type { ConnectionError } from "../tls-info.ts";
import { Params } from "./params.ts";
import { hostOf, withPort, type ServerPlace } from "./place.ts";

/** What an entry of an HTTP Archive says of the connection that the request went over. */
export interface HarEntry {
  place: ServerPlace;
  /** Milliseconds since the epoch at which the request began; NaN: not told. */
  time: number;
  ip?: string;
  /** What tells connections to one server apart: a number of Chromium's. */
  connection?: string;
  /** As the archive has it: "h2", "HTTP/2", "http/2.0", "h3", "HTTP/1.1". */
  httpVersion?: string;
  /** As Playwright has it: no browser's own export tells it. */
  tlsVersion?: TlsVersion | "QUIC";
  error?: ConnectionError;
}

const MAX_URL = 2 * 1024 * 1024;
const MAX_TEXT = 200;

/** "untold": of no connection of its own, or of none that is told; "plain": no TLS. undefined: it is no entry. */
export function readHarEntry(json: string): HarEntry | "untold" | "plain" | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entry = new Params(value);
  const place = placeOf(entry.at("request").string("url", MAX_URL));
  if (place === undefined || place === "plain") return place;
  const response = entry.at("response");
  const error = errorOf(entry, response);
  const ip = addressOf(entry.string("serverIPAddress", MAX_TEXT));
  // Chromium says which cache it was, and has an empty address where there was no connection. What Firefox writes by itself at the
  // end of a page's load (devtools.netmonitor.har.enableAutoExportToFile) has no addresses at all.
  const answered = (response.integer("status") ?? 0) > 0 && !entry.has("serverIPAddress");
  if (entry.string("_fromCache", MAX_TEXT) !== undefined || (ip === undefined && error === undefined && !answered)) return "untold";
  const connection = entry.string("_connectionId", MAX_TEXT) ?? entry.string("connection", MAX_TEXT);
  const httpVersion = response.string("httpVersion", 20);
  const protocol = entry.at("_securityDetails").string("protocol", 20);
  const tlsVersion = protocol === "QUIC" ? protocol : TLS_VERSIONS.find((version) => version === protocol);
  return {
    place, time: Date.parse(entry.string("startedDateTime", 40) ?? ""),
    ...(ip === undefined ? {} : { ip }), ...(connection === undefined ? {} : { connection }),
    ...(httpVersion === undefined || !/^[A-Za-z]\S*$/.test(httpVersion) || httpVersion === "unknown" ? {} : { httpVersion }),
    ...(tlsVersion === undefined ? {} : { tlsVersion }), ...(error === undefined ? {} : { error }),
  };
}

/** The server in an address of a page; nothing else of the address is looked at. */
function placeOf(url: string | undefined): ServerPlace | "plain" | undefined {
  const parts = url === undefined ? null : /^([a-z][a-z0-9+.-]*):(?:\/\/(?:[^\s/?#@]*@)?(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(?::(\d{1,5}))?(?=[/?#]|$))?/i.exec(url);
  if (parts === null) return undefined;
  const [, scheme = "", host, port] = parts;
  if (!["https", "wss"].includes(scheme.toLowerCase())) return "plain";
  return host === undefined || hostOf(host) === undefined ? undefined : withPort(host, port === undefined ? 443 : Number(port));
}

function addressOf(text: string | undefined): string | undefined {
  const bare = text?.replace(/^\[|\]$/g, "").toLowerCase();
  return bare !== undefined && /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3})?)$/.test(bare) ? bare : undefined;
}

/** Chromium names the error; Firefox says only that the connection was not secure. */
function errorOf(entry: Params, response: Params): ConnectionError | undefined {
  const name = response.string("_error", MAX_TEXT) ?? "";
  // A request that somebody stopped, or that an extension did, says nothing of the connection.
  if (isChromiumError(name)) return ["aborted", "failed"].includes(chromiumError(name).code) ? undefined : chromiumError(name);
  const status = response.integer("status") ?? 0;
  return entry.string("_securityState", MAX_TEXT) === "broken" && status === 0 ? { code: "tls-handshake", message: "broken" } : undefined;
}

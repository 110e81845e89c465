import { thrownText } from "../../src/core/text/thrown-text.ts";
import { UsageError } from "../errors.ts";
import { readFleetAnswer, type FleetAnswer } from "./answer.ts";
import { QueryError } from "./query-error.ts";
import { bareSql } from "./questions.ts";

/** Bytes of an answer that are read. */
const MAX_ANSWER = 256 * 1024 * 1024;
const PATIENCE = 300_000;

/**
 * Asks a ClickHouse server by its HTTP interface. Name and password come from the address or from TLSCOPE_CLICKHOUSE_USER and
 * TLSCOPE_CLICKHOUSE_PASSWORD, and go into headers. @throws UsageError for an address that is none, QueryError
 */
export async function queryServer(sql: string, address: string, env: NodeJS.ProcessEnv = process.env): Promise<FleetAnswer> {
  const url = addressOf(address);
  const user = decodeURIComponent(url.username) || env["TLSCOPE_CLICKHOUSE_USER"] || undefined;
  const password = decodeURIComponent(url.password) || env["TLSCOPE_CLICKHOUSE_PASSWORD"] || undefined;
  url.username = "";
  url.password = "";
  if (!url.searchParams.has("database")) url.searchParams.set("database", "tlscope");
  url.searchParams.set("default_format", "JSONCompact");
  const where = `${url.protocol}//${url.host}`;
  const text = await send(url, where, bareSql(sql), {
    ...(user === undefined ? {} : { "X-ClickHouse-User": user }), ...(password === undefined ? {} : { "X-ClickHouse-Key": password }),
  });
  return readFleetAnswer(text, where);
}

/** https, or http to this machine: a password in clear is anybody's. */
function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw new UsageError("--server: give an address such as https://clickhouse.example.com:8443");
  const url = new URL(text);
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) throw new UsageError("--server: an address with https is needed, or http to this machine (localhost)");
  return url;
}

async function send(url: URL, where: string, body: string, headers: Record<string, string>): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", body, headers, redirect: "error", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new QueryError("server-unreachable", `${where} cannot be asked: ${reasonOf(error)}. Is it the address of ClickHouse's HTTP interface?`);
  }
  const text = await bounded(response, where);
  if (response.ok) return text;
  const said = text.trim().slice(0, 500);
  if (response.status === 401 || response.status === 403 || /Authentication failed|Wrong password|Unknown user/i.test(said)) {
    throw new QueryError("server-refused", `${where} does not let this user in: give TLSCOPE_CLICKHOUSE_USER and TLSCOPE_CLICKHOUSE_PASSWORD. It says: ${said}`);
  }
  if (/DB::Exception/.test(said)) throw new QueryError("bad-question", `${where} cannot answer: ${said}`);
  throw new QueryError("server-answer", `${where} answered ${response.status} and not as ClickHouse does (${JSON.stringify(said.slice(0, 80))}): is it its HTTP interface?`);
}

async function bounded(response: Response, where: string): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  try {
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array;
      length += bytes.length;
      if (length > MAX_ANSWER) throw new QueryError("server-answer", `${where} answered with more than ${MAX_ANSWER} bytes: ask for less, with LIMIT`);
      text += decoder.decode(bytes, { stream: true });
    }
  } catch (error) {
    if (error instanceof QueryError) throw error;
    throw new QueryError("server-unreachable", `${where} broke off in the middle of its answer: ${reasonOf(error)}`);
  }
  return text + decoder.decode();
}

/** fetch says "fetch failed", and why in its cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? thrownText(error.cause) : thrownText(error);
}

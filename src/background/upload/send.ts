/** Why a batch was not taken. */
export type SendFailure =
  /** Nobody answered, or the answer led elsewhere. */
  | "unreachable"
  /** The collector says that this token may not send. */
  | "refused"
  /** It does not take what is sent: another table, another format, too much at once. */
  | "not-taken"
  /** It answered with an error of its own. */
  | "server-error"
  /** Something else than a collector answered: a page. */
  | "no-collector";

/** `after`: milliseconds that the collector asks to be left alone for. */
export type SendResult = { ok: true } | { ok: false; code: SendFailure; detail: string; after?: number };

export interface Destination {
  /** https, or http to this machine. */
  address: string;
  /** What it is authorised by; empty: nothing. It goes nowhere else. */
  token: string;
}

/** Characters of the collector's words that are kept: hostile text. */
const MAX_DETAIL = 300;
/** Characters of them that are read at all. */
const MAX_ANSWER = 10_000;
const PATIENCE = 60_000;
/** So long at most a collector is left alone because it asks for that. Milliseconds. */
const LONGEST_AFTER = 24 * 3_600_000;

/**
 * Sends a batch: NDJSON, gzipped, with its id, and waits for the collector's word. Nothing of the browser's goes along (no cookie, no name and
 * password, no referrer), and no redirect is followed. Never rejects.
 */
export async function sendBatch({ address, token }: Destination, id: string, text: string, patience = PATIENCE): Promise<SendResult> {
  let response: Response;
  try {
    response = await fetch(address, {
      method: "POST", body: await gzipped(text), redirect: "error", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(patience),
      headers: { "Content-Type": "application/x-ndjson", "Content-Encoding": "gzip", "X-TLScope-Batch": id, ...(token === "" ? {} : { Authorization: authorization(token) }) },
    });
  } catch (error) {
    return { ok: false, code: "unreachable", detail: without(token, error instanceof Error ? error.message : String(error)) };
  }
  const said = without(token, await beginOf(response));
  if (/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) return { ok: false, code: "no-collector", detail: `${response.status}` };
  if (response.ok) return { ok: true };
  return { ok: false, code: codeOf(response.status, said), detail: `${response.status} ${said}`.trim().slice(0, MAX_DETAIL), ...afterOf(response.headers.get("retry-after")) };
}

/**
 * The value of the header Authorization (RFC 9110, section 11.6.2): as it was given where it names a scheme; a name and password with a colon
 * between as RFC 7617 has them; else a token of RFC 6750, in which no colon can be.
 */
export function authorization(token: string): string {
  if (/\s/.test(token)) return token;
  return token.includes(":") ? `Basic ${btoa(token)}` : `Bearer ${token}`;
}

/** Codes of ClickHouse's exceptions: what is sent does not fit the table (columns, format, a table or database that is not there), and who may not send. */
const MISFITS: ReadonlySet<number> = new Set([10, 16, 26, 27, 47, 60, 62, 81, 117]);
const REFUSALS: ReadonlySet<number> = new Set([192, 193, 194, 497, 516]);

/** ClickHouse 18.16 answers 500 to whatever it does not like: what it says tells more. */
function codeOf(status: number, said: string): SendFailure {
  const exception = Number(/\bCode: (\d+)\b[^]*Exception/.exec(said)?.[1]);
  if (status === 401 || status === 403 || status === 407 || REFUSALS.has(exception) || said.includes("No authentication information found")) return "refused";
  if (MISFITS.has(exception)) return "not-taken";
  return status >= 500 || status === 408 || status === 429 ? "server-error" : "not-taken";
}

/** Only seconds are read: a collector that names a date is asked again as any other. */
function afterOf(header: string | null): { after?: number } {
  return header !== null && /^\d{1,9}$/.test(header) ? { after: Math.min(LONGEST_AFTER, Number(header) * 1000) } : {};
}

/** As much of an answer as is looked at: whoever answers without end is not listened to. */
async function beginOf(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (let part = await reader?.read(); part?.done === false && text.length < MAX_ANSWER; part = await reader?.read()) text += part.value;
    await reader?.cancel();
  } catch (error) {
    // Cut off: the status was told, and it is what counts.
    return `${text} (${error instanceof Error ? error.message : String(error)})`;
  }
  return text.slice(0, MAX_ANSWER);
}

/** A collector may say the token back; it is in nothing that is kept or shown. */
function without(token: string, text: string): string {
  if (token === "") return text.slice(0, MAX_DETAIL);
  const whole = authorization(token);
  const secrets = [whole, token, whole.replace(/^\S+\s+/, ""), ...token.split(":").slice(1)].filter((secret) => secret !== "");
  return secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text).slice(0, MAX_DETAIL);
}

async function gzipped(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

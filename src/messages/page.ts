import type { Assessment, Category, ChainAssessment, Finding, Grade } from "../core/assessment.ts";
import type { Citation, Fixes } from "../core/rules/rule.ts";
import type { CertificateSummary } from "../core/x509/summary.ts";
import { isNumber, isOneOf, isText, type Shapes } from "./shape.ts";

export interface PageMessages {
  "page/get": { request: { tabId: number }; response: PageReport | null };
  /**
   * The same as JSON, of other connections than the page's own only a row: from process to process a text goes many times as fast
   * as an object with as many parts, and hundreds of judgements are megabytes.
   */
  "page/text": { request: { tabId: number }; response: string };
  /** Of one connection of a tab's page, what its row leaves out: a ConnectionReport as JSON; null where it is gone. */
  "page/connection": { request: { tabId: number } & ConnectionName; response: string };
  /** A certificate in full: a CertificateDescription (src/core/description/) as JSON; null where its bytes are not kept. `sha256`: lower-case hex. */
  "certificate/describe": { request: { sha256: string }; response: string };
}

export const PAGE_SHAPES: Shapes<PageMessages> = {
  "page/get": { tabId: isNumber },
  "page/text": { tabId: isNumber },
  "page/connection": { tabId: isNumber, host: isText, port: isNumber, scheme: isOneOf("https:", "http:", "wss:", "ws:") },
  "certificate/describe": { sha256: isText },
};

/** Name of the port on which the background sends what "page/text" answers, whenever the tab's page changes: "page/watch:<tabId>". */
export const PAGE_WATCH_PORT = "page/watch:";

/** A network that wants a login first. */
export interface NetworkLogin {
  /** To how many sites it answered lately with one certificate, which is for another name. */
  sites: number;
  /** The host that it led pages without TLS to. */
  page?: string;
}

/** What the popup shows of one tab. */
export interface PageReport {
  url: string;
  state: PageState;
  /** The grade of the page's own connection. */
  grade: Grade | null;
  /** The weakest of all connections of the page, whatever came over them. */
  worstGrade: Grade | null;
  /** The weakest of the other connections, by what they could do to the page. */
  weakest: WeakestConnections;
  /** What is said of the page as a whole, by rules about pages. */
  findings: Finding[];
  /** The page's own connection first, then worst first. */
  connections: PageConnection[];
  /** Connections that were seen and not kept, beyond the bounds. */
  omitted: number;
  /** Every certificate that a connection names, once, by SHA-256. Absent: its bytes were not kept. */
  certificates: Record<string, CertificateSummary>;
  /** Requests of the page over plain http. */
  plainRequests: number;
  /** The window is private: shown, never recorded. */
  incognito: boolean;
  /** Absent: nothing says that this network wants a login first. */
  networkLogin?: NetworkLogin;
  /** ISO 8601: when the host of a page whose certificate was refused last had a good one. */
  lastGood?: string;
  /** The browser restored the page from its back/forward cache: this is what was seen when it was loaded. */
  fromBackForwardCache?: boolean;
  /** The session's storage is full: what was seen is shown, and part of it is lost when the browser unloads the add-on. */
  storageFull?: boolean;
  /** Where the rules that findings of this page name are written down, by rule id. */
  citations?: Record<string, Citation>;
  /** Lines of configuration that fix what those rules found, by rule id. */
  fixes?: Record<string, Fixes>;
  /**
   * Set where the browser has told next to nothing of the page's own connection. "possible": its debugger can be asked.
   * "other-build": this build of the add-on has no permission for that.
   */
  inspection?: "possible" | "other-build";
  /** Every page was to be inspected, until the person cancelled the browser's bar. */
  inspectionCancelled?: boolean;
  /**
   * The companion is switched on, and can be asked about the page's own connection; "maybe-proxy": at the address of
   * the connection's `endpoint`. Or it cannot for want of an address.
   */
  companion?: "possible" | "maybe-proxy" | "no-address";
  /** The profile that the person chose to see beside the grade; absent where the grade itself is what was chosen. */
  profile?: string;
}

export interface WeakestConnections {
  /** Of those that brought active parts (scripts, style sheets, frames, ...); null: none whose strength is known. */
  active: WeakestConnection | null;
  /** Of those that brought images, media and the like alone. */
  passive: WeakestConnection | null;
}

export interface WeakestConnection {
  host: string;
  port: number;
  scheme: PageConnection["scheme"];
  /** null: plain http. */
  grade: Grade | null;
}

export type PageState =
  /** The page's own connection was observed. */
  | "observed"
  /** Plain http. */
  | "plain"
  /** The page's own request failed. */
  | "failed"
  /** A page of the browser or of an add-on, a file, about:blank. */
  | "internal"
  /** https, and nothing is known (loaded before the add-on, from a cache that tells nothing). */
  | "unknown";

/** What makes a connection the same in each report of a page. */
export interface ConnectionName {
  host: string;
  port: number;
  scheme: "https:" | "http:" | "wss:" | "ws:";
}

export interface PageConnection extends ConnectionName {
  ip?: string;
  /** The address at the other end, where the browser does not tell whether it is a proxy's. */
  endpoint?: string;
  /** Number of requests, by webRequest resource type. */
  requests: number;
  types: Record<string, number>;
  /** ISO 8601. */
  firstSeen: string;
  lastSeen: string;
  /** The page's own document came over it. */
  main: boolean;
  /** null for plain http, and in a list that has a row in its place. */
  assessment: Assessment | null;
  /** In a list: what is shown of the assessment, which is asked for by itself. */
  row?: ConnectionRow;
  /** SHA-256 of the chain as the browser built it (or of the server's own certificate alone), leaf first. */
  certificates: string[];
  /**
   * What the server sent is as a recording of this browser (`tlscope record`) has it. `time`: of the recorded connection, ISO 8601.
   * `of` "host": the browser tells no certificate to know the connection by, and all that were recorded of the host had the same.
   */
  recorded?: { time: string; of: "connection" | "host" };
  error?: { code: string; message: string; name?: string };
  /** Where there is no assessment: field of TlsInfo → why it is not known (Unavailable of tlsinfo/types.ts). */
  unavailable?: Record<string, string>;
}

export interface ConnectionRow {
  grade: Grade | null;
  /** When the connection was judged; ISO 8601. */
  time: string;
  verdict: ChainAssessment["verdict"];
  /** The four numbers of the rating, 0 to 100 each; null: not known. */
  strength: Record<"certificate" | Category, number | null>;
}

/** All of one connection. */
export interface ConnectionReport extends Required<Pick<PageReport, "certificates" | "citations" | "fixes">> {
  connection: PageConnection;
}

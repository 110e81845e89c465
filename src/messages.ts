import type { Assessment, Category, ChainAssessment, Finding, Grade, ProfileId } from "./assessment.ts";
import type { HostStrength } from "./history/strength.ts";
import type { KeyMemory } from "./interception/host-memory.ts";
import type { Citation, Fixes } from "./rules/rule.ts";
import type { SettingChange } from "./settings/difference.ts";
import type { SettingsDocument } from "./settings/document.ts";
import type { Policy } from "./settings/policy.ts";
import type { BadgeMode, InspectionMode, InterceptionSettings, Settings, TrustBase } from "./settings/settings.ts";
import type { SettingsErrorCode } from "./settings/settings-error.ts";
import type { SettingPath, SettingValues } from "./settings/shape.ts";
import type { Inspection, InspectionFailure } from "./tlsinfo/chromium-inspector.ts";

/** Requests that pages of the add-on send to the background, and what they resolve to. */
export interface Messages {
  "page/get": { request: { tabId: number }; response: PageReport | null };
  /**
   * The same as JSON, of other connections than the page's own only a row: from process to process a text goes many times as fast
   * as an object with as many parts, and hundreds of judgements are megabytes.
   */
  "page/text": { request: { tabId: number }; response: string };
  /** Of one connection of a tab's page, what its row leaves out: a ConnectionReport as JSON; null where it is gone. */
  "page/connection": { request: { tabId: number } & ConnectionName; response: string };
  /** A certificate in full: a CertificateDescription (src/description/) as JSON; null where its bytes are not kept. `sha256`: lower-case hex. */
  "certificate/describe": { request: { sha256: string }; response: string };
  /** Without tabId: all that was collected. */
  "telemetry/export": { request: { tabId?: number }; response: object };
  /** Whom the person chose to trust. */
  "trust/get": { request: object; response: TrustReport };
  /** Takes effect at once: open pages are judged anew. With `error`: nothing was changed. */
  "trust/change": { request: { change: TrustChange }; response: { trust: TrustReport; error?: { code: string; params: readonly string[] } } };
  /** The profile that is shown beside the grade. */
  "profile/get": { request: object; response: { profile: ProfileId } };
  /** What the person expects, pinned and accepted, and what is remembered. */
  "interception/get": { request: object; response: InterceptionReport };
  /** Takes effect at once. With `error`: nothing was changed. */
  "interception/change": { request: { change: InterceptionChange }; response: { interception: InterceptionReport; error?: { code: string; params: readonly string[] } } };
  /** Forgets hosts: one at all its ports, those first seen at a time (ISO 8601) or later, or all. */
  "history/forget": { request: { what: { host: string } | { since: string } | "all" }; response: InterceptionReport };
  /** Holds hosts against an export from elsewhere (its text); null: no longer. */
  "elsewhere/set": { request: { text: string | null }; response: { interception: InterceptionReport; error?: { code: string; params: readonly string[] } } };
  /** Rejects for a name that is no profile's. */
  "profile/change": { request: { profile: ProfileId }; response: { profile: ProfileId } };
  /** What the toolbar's badge says. */
  "badge/get": { request: object; response: { badge: BadgeMode } };
  /** Takes effect at once. Rejects for a name that is no mode's. */
  "badge/change": { request: { badge: BadgeMode }; response: { badge: BadgeMode } };
  /** Whether this build has the browser's debugger, and when it is asked. */
  "inspection/get": { request: object; response: InspectionReport };
  /** Rejects for a name that is no mode's. */
  "inspection/change": { request: { mode: InspectionMode }; response: InspectionReport };
  /** Asks the debugger once about the page in the tab; what it tells comes with the page's next report. */
  "inspection/page": { request: { tabId: number }; response: InspectionOutcome };
  /** All settings as they hold, and which of them a policy sets. */
  "settings/get": { request: object; response: SettingsReport };
  /** The person's settings as a file. */
  "settings/export": { request: object; response: SettingsDocument };
  /** What a file of settings (its text) would change, or going back to the defaults (null). Nothing is changed. */
  "settings/read": { request: { text: string | null }; response: SettingsProposal | { error: { code: SettingsErrorCode; at: string; params: readonly string[] } } };
  /** Sets single settings; takes effect at once. Rejects where a policy sets one of them. */
  "settings/set": { request: { values: SettingValues }; response: SettingsReport };
  /** Whether the companion may be asked. */
  "companion/get": { request: object; response: CompanionReport };
  /** The permission for it is asked for before, by the page that the person clicks in. */
  "companion/change": { request: { on: boolean }; response: CompanionReport };
  /** Asks the companion to connect to where the browser has the page in the tab from. */
  "companion/ask": { request: { tabId: number }; response: CompanionOutcome };
  /** The remembered hosts after an id (null: from the first on), in the order of ids: a ReportChunk as JSON. */
  "report/hosts": { request: { after: string | null }; response: string };
  /** What was used day by day: Day[] (history/days.ts) as JSON. */
  "report/days": { request: object; response: string };
  /** All that is remembered of a host and port: a ReportHost as JSON; null: nothing. */
  "report/host": { request: { host: string; port: number }; response: string };
  /** What an export (its text) shows of each host: an ExportReading as JSON. */
  "report/export": { request: { text: string }; response: string };
}

/** Hosts for the report. `next`: where the following chunk begins; null: this is the last. */
export interface ReportChunk {
  hosts: HostStrength[];
  next: string | null;
  /** Of all chunks together, as far as is known. */
  total: number;
  /** Whether what is seen is remembered. */
  remembering: boolean;
}

export interface ReportHost {
  strength: HostStrength | null;
  /** Each key with each CA, the one seen last standing last. */
  keys: KeyMemory[];
}

/** A host and port of an export, judged anew; null: not known. */
export interface ExportedHost extends Pick<HostStrength, "host" | "port" | "grade" | "version" | "suite" | "group" | "key"> {
  /** Names of CAs: hostile text. */
  issuer: string | null;
  anchor: string | null;
}

/** `code` as in telemetry/json-reader.ts, or "json" where the text is none; `message` in English. */
export type ExportReading = { exportedAt: string; producer: string; hosts: ExportedHost[] } | { error: { code: string; message: string } };

export interface SettingsReport {
  /** As they hold. */
  settings: Settings;
  /** What a policy sets: the person cannot change it. */
  locked: SettingPath[];
  /** What in the policy cannot be used. */
  problems: Policy["problems"];
  /** The policy lets the first page open. */
  firstRun: boolean;
}

export interface SettingsProposal {
  changes: SettingChange[];
  /** Would change, and stay since a policy sets them. */
  locked: SettingPath[];
  /** For "settings/set". */
  values: SettingValues;
}

export interface InspectionReport {
  available: boolean;
  mode: InspectionMode;
}

export type InspectionOutcome = { way: Inspection["way"] } | { failure: InspectionFailure };

/** Switched on, and permitted by the browser. */
export interface CompanionReport {
  on: boolean;
}

/** `detail`: technical words of the browser's or the companion's; hostile text possible. */
export type CompanionOutcome = { sight: CompanionSight } | { failure: CompanionFailure; detail: string };

export type CompanionFailure =
  /** It is switched off, the window is private, or the page is gone. */
  | "not-asked"
  /** The browser did not tell what address it connected to. */
  | "no-address"
  /** The add-on has no permission to call it. */
  | "not-permitted"
  /** The browser knows of no companion. */
  | "not-installed"
  /** The companion's manifest does not name this add-on. */
  | "refused"
  | "wrong-version"
  | "timeout"
  /** Its process ended before it answered. */
  | "ended"
  | "bad-answer"
  /** It answered that it does not do this. */
  | "rejected"
  /** It connected, or tried to, and was shown no certificate. */
  | "no-certificate";

/** What the companion saw on a connection of its own, held against what the browser saw. */
export interface CompanionSight {
  /** The companion's connection. Its chain is held against the browser's where both are of the same certificate. */
  connection: PageConnection;
  /** By SHA-256. */
  certificates: Record<string, CertificateSummary>;
  /** The server's certificate. */
  leaf: "same" | "same-key" | "other-key" | "unknown";
  /** Whether what was sent leads to the anchor of the browser's chain; "other": it leads to another one. */
  anchor: "same" | "other" | "unknown";
  /** When the browser saw its connection; ISO 8601. */
  browserTime?: string;
  certificateMessageBytes?: number;
  ocspStapled?: boolean;
  /** The address that was asked may be that of a proxy, so that another certificate says nothing. */
  maybeProxy?: true;
  /** How the companion's handshake failed behind the certificates; hostile text possible. */
  handshakeFailure?: string;
}

/** Name of the port on which the background sends what "page/text" answers, whenever the tab's page changes: "page/watch:<tabId>". */
export const PAGE_WATCH_PORT = "page/watch:";

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
  profile?: ProfileId;
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

/** A certificate for people: text is as it stands in the certificate, that is, hostile. */
export interface CertificateSummary {
  sha256: string;
  sha1: string;
  spkiSha256: string;
  subject: string;
  /** The name to show in a line: common name, else organisation, else the first alternative name. */
  title: string;
  issuer: string;
  issuerTitle: string;
  serialNumber: string;
  /** ISO 8601. */
  notBefore: string;
  notAfter: string;
  key: { type: string; bits: number; curve?: string };
  signatureAlgorithm: string;
  /** Subject alternative names, the first 100. */
  names: string[];
  namesTotal: number;
  isCa: boolean;
  /** Set where the bytes are no certificate that DER allows; then all but sha256 may be empty. */
  error?: { code: string; message: string; offset?: number };
}

/** One thing that the person decides of trust. */
export type TrustChange =
  | { kind: "base"; base: TrustBase }
  /** PEM, or the bare base64 of one certificate. */
  | { kind: "add"; text: string }
  | { kind: "remove"; sha256: string }
  /** `anchor`: SHA-256 of a certificate or of its key, as people write it. */
  | { kind: "restrict"; hosts: string; anchor: string }
  | { kind: "release"; hosts: string; anchor: string };

/** One thing that the person decides of hosts and of those in the middle. */
export type InterceptionChange =
  /** `hash`: SHA-256 of a CA's key or certificate, as people write it. */
  | { kind: "expect"; hash: string; name: string }
  | { kind: "unexpect"; hash: string }
  | { kind: "pin"; hosts: string; pin: "key" | "anchor" | "issuer"; hash: string; why: string }
  | { kind: "unpin"; hosts: string; pin: "key" | "anchor" | "issuer" }
  /** A bad certificate, by its key; another key of that host and port is no longer accepted. */
  | { kind: "accept"; host: string; port: number; key: string; why: string }
  | { kind: "revoke"; host: string; port: number }
  | { kind: "notify"; on: boolean }
  /** A file of pins, exceptions and expected CAs (JSON), added to what is there. */
  | { kind: "import"; text: string };

/** The settings of interception for people, and how much is remembered. */
export interface InterceptionReport extends InterceptionSettings {
  /** null: it cannot be read. */
  history: { hosts: number; bytes: number } | null;
  /** The export that hosts are held against; null: none. */
  elsewhere: { hosts: number; exportedAt: string } | null;
}

/** The settings of trust for people. */
export interface TrustReport {
  base: TrustBase;
  added: CertificateSummary[];
  /** `title`: the name of the CA where it is known; hostile text possible. */
  restrictions: { hosts: string; anchors: { hash: string; title: string | null }[] }[];
  /** Mozilla's roots as bundled: the day of the list (ISO 8601), and all of them by name. */
  roots: { date: string; ageInDays: number; list: { sha256: string; title: string }[] };
}

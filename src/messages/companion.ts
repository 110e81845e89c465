import type { CertificateSummary } from "../core/x509/summary.ts";
import type { PageConnection } from "./page.ts";
import { isNumber, type Shapes } from "./shape.ts";

export interface CompanionMessages {
  /** Whether the companion may be asked. */
  "companion/get": { request: object; response: CompanionReport };
  /** Asks the companion to connect to where the browser has the page in the tab from. */
  "companion/ask": { request: { tabId: number }; response: CompanionOutcome };
}

export const COMPANION_SHAPES: Shapes<CompanionMessages> = { "companion/get": {}, "companion/ask": { tabId: isNumber } };

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
  /** The browser whose offer the companion made, and what of it could not be (hostile text possible); absent: it made its own. */
  as?: { browser: "chromium" | "firefox"; notOffered: readonly string[] };
  /** How the companion's handshake failed behind the certificates; hostile text possible. */
  handshakeFailure?: string;
}

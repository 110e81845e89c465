import type { WireErrorCode } from "../../src/core/wire/wire-error.ts";

/** How far a probe came. */
export type Stage = "connect" | "starttls" | "handshake";

export type FailureCode =
  | "host-not-found" | "connection-refused" | "connection-unreachable" | "connection-reset" | "connection-closed" | "connection-timeout"
  /** The server does not offer TLS on this port, or refused it. */
  | "starttls-refused"
  /** What it said before TLS is not the protocol that was asked for. */
  | "starttls-protocol"
  | "tls-version" | "tls-no-common-cipher" | "tls-handshake"
  /** What it sent is no TLS, or exceeds a bound. */
  | `wire-${WireErrorCode}`;

/** Why a probe ended before the handshake did. */
export interface ProbeFailure {
  stage: Stage;
  code: FailureCode;
  /** For people. May hold words of the server: hostile text. */
  message: string;
  /** The alert's or OpenSSL's name of it, where there is one. */
  name?: string;
}

/** Ends a probe; becomes a ProbeFailure. */
export class ProbeError extends Error {
  override readonly name = "ProbeError";
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What was asked for cannot be done by this Node: an option of the caller, never the server. */
export class ProbeOptionError extends Error {
  override readonly name = "ProbeOptionError";
  readonly code = "probe-option";
}

/** With a capital in front and a full stop behind, as messages for people stand. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}

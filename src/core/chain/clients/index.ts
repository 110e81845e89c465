import { BROWSERS } from "./browsers.ts";
import { CHROMIUM, CHROMIUM_ERRORS } from "./chromium.ts";
import { FIREFOX, FIREFOX_140, FIREFOX_ERRORS } from "./firefox.ts";
import { GNUTLS, GNUTLS_ERRORS, WGET } from "./gnutls.ts";
import { GO, GO_ERRORS } from "./go.ts";
import { JAVA, JAVA_ERRORS } from "./java.ts";
import { CURL, NODE, OPENSSL, OPENSSL_ERRORS, PYTHON } from "./openssl.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";
import { STRICT } from "./strict.ts";

/** A client whose rules we know. */
export interface WholeClient {
  readonly id: "firefox" | "chromium" | "openssl" | "gnutls" | "go" | "java" | "curl" | "python" | "node" | "wget";
  /** That the rules are fit to. */
  readonly version: string;
  readonly rules: ClientRules;
  readonly errors: ClientErrors;
  /** What it calls all that has no name of its own there. */
  readonly otherError?: string;
}

/** Each is a row of its own where all are asked for. */
export const WHOLE_CLIENTS: readonly WholeClient[] = [
  { id: "firefox", version: "153", rules: FIREFOX, errors: FIREFOX_ERRORS },
  { id: "chromium", version: "156", rules: CHROMIUM, errors: CHROMIUM_ERRORS, otherError: "ERR_CERT_INVALID" },
  { id: "openssl", version: "3.0", rules: OPENSSL, errors: OPENSSL_ERRORS },
  { id: "gnutls", version: "3.7", rules: GNUTLS, errors: GNUTLS_ERRORS },
  { id: "go", version: "1.19", rules: GO, errors: GO_ERRORS },
  { id: "java", version: "17", rules: JAVA, errors: JAVA_ERRORS },
  { id: "curl", version: "7.88 (OpenSSL 3.0)", rules: CURL, errors: OPENSSL_ERRORS },
  { id: "python", version: "3.11 (OpenSSL 3.0)", rules: PYTHON, errors: OPENSSL_ERRORS },
  { id: "node", version: "20", rules: NODE, errors: OPENSSL_ERRORS },
  { id: "wget", version: "1.21 (GnuTLS 3.7)", rules: WGET, errors: GNUTLS_ERRORS },
];

/**
 * The clients, the browser that asks as it is in its own version, where the rules of that are known to differ: Firefox's of 140 and
 * before. `userAgent`: that browser's, or any text with a name and a version in that form; undefined: nobody's.
 */
export function wholeClientsFor(userAgent: string | undefined): readonly WholeClient[] {
  const major = Number(/\bfirefox\/(\d+)/i.exec(userAgent ?? "")?.[1] ?? Infinity);
  return major > 140 ? WHOLE_CLIENTS : WHOLE_CLIENTS.map((client) => client.id === "firefox" ? { ...client, version: "140", rules: FIREFOX_140 } : client);
}

/** Clients of which we know whom they trust, and nothing else. */
export const STORE_CLIENTS = ["apple", "android", "microsoft"] as const;
export type StoreClient = (typeof STORE_CLIENTS)[number];

/** What `--client` takes. */
export const CLIENT_NAMES = ["browsers", ...WHOLE_CLIENTS.map(({ id }) => id), "strict", ...STORE_CLIENTS, "all"] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

export function isClientName(text: string): text is ClientName {
  return (CLIENT_NAMES as readonly string[]).includes(text);
}

/** The rules of the client whose verdict the chain's is; those of both browsers for the clients of which only the store is known. */
export function rulesOf(name: ClientName): ClientRules {
  return name === "strict" ? STRICT : WHOLE_CLIENTS.find(({ id }) => id === name)?.rules ?? BROWSERS;
}

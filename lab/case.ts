/**
 * The table of the lab: what a case is. Data alone (it crosses a process boundary as JSON); what it means to serve
 * a case lies in pki/, servers/ and pages/.
 */
import type { Category as RatingCategory, Grade, SentRole } from "../src/core/assessment.ts";
import type { AuthorityName } from "./pki/authorities.ts";
import type { KeyName, IssuedNameAttribute } from "./pki/names.ts";

export interface LabCase {
  /** Lower-case DNS name in A-labels under `.test`; one host is one case. */
  host: string;
  category: CaseCategory;
  /** A few words, for lists. */
  title: string;
  /** What is right or wrong here, in a sentence or two. */
  description: string;
  server: CaseServer;
  /** Absent where no certificate is ever sent. */
  certificate?: CertificateRecipe;
  /** The Certificate message: what is sent, in the order sent. */
  chain: readonly CertificateReference[];
  /** Strict-Transport-Security as sent; null: the header is not sent. */
  hsts: string | null;
  page: PageContent;
  /** A host whose page must be open in another tab for `expect` to be true. */
  after?: string;
  /** What a stock Firefox ESR with the lab's roots trusted does. Seen, not wished. */
  expect: Expectation;
  /** What Firefox ESR 140, the oldest that is supported, calls the error where that is not the name in `expect`. */
  oldestFirefox?: { errorName: string };
  /** What Chromium does where it is not simply the outcome of `expect`: its error's name, or that the page loads. */
  chromium?: { outcome: "loads" } | { outcome: "fails"; errorName: string };
  /** What Firefox does once the person is lenient. Only where `expect` fails and leniency helps. */
  relaxed?: RelaxedExpectation;
  /** Set at start where this machine cannot serve the case; the reason, for people. */
  unavailable?: string;
}

export type CaseCategory =
  | "front" | "cipher" | "group" | "version" | "http" | "key" | "hsts" | "chain" | "trust" | "certificate" | "name" | "page" | "failure" | "bench";

export type LabTlsVersion = "TLS 1.0" | "TLS 1.1" | "TLS 1.2" | "TLS 1.3";

export type CaseServer = TlsServer | BrokenServer | PlainServer;

export interface TlsServer {
  kind: "tls";
  version: LabTlsVersion;
  /** IANA names. One is offered in most cases, so that the outcome is certain. */
  cipherSuites: readonly string[];
  /** IANA names, in order of preference. */
  groups: readonly string[];
  /** First is preferred. "h3" makes it a case of its own port, with all of the list offered. */
  alpn: readonly ("http/1.1" | "h2" | "h3")[];
  /** Session tickets, and a connection closed after each response, so that the next one resumes. Default: never resumed. */
  resumption?: boolean;
}

/** What a server does instead of a handshake, once the whole ClientHello is there. */
export interface BrokenServer {
  kind: "reset" | "close" | "text";
}

/** Answers on the lab's plain port only. */
export interface PlainServer {
  kind: "plain";
}

export interface CertificateRecipe {
  key: KeyName;
  issuer: AuthorityName | "self";
  /** dNSName entries of the SAN. Default: the case's host. */
  names?: readonly string[];
  /** Subject attributes in order. Default: CN = the first name. */
  subject?: readonly IssuedNameAttribute[];
  /** Days from the lab's start. Default: 10 days ago to 35 days ahead. */
  validity?: { from: number; to: number };
  /** Of the signature, by the issuer's key. Default SHA-256. */
  hash?: SignatureHash;
  /** Name where the issuer's certificate can be fetched: an AIA caIssuers URL on the lab's plain port. */
  caIssuers?: boolean;
}

export type SignatureHash = "SHA-1" | "SHA-256" | "SHA-384";

/** "leaf", or a certificate of an authority by name. */
export type CertificateReference = "leaf" | AuthorityName;

export type PageContent =
  /** Title, description, one image of its own. */
  | { kind: "simple" }
  /** The list of all hosts. */
  | { kind: "front" }
  /** `images` small uncached images, dealt out to the hosts in turn; `plain`: hosts of the plain port, one image each. */
  | { kind: "images"; images: number; hosts: readonly string[]; plain?: readonly string[] }
  | { kind: "frames"; hosts: readonly string[] }
  /** A dedicated worker, a shared worker and a service worker, each fetching from one of the hosts in turn. */
  | { kind: "workers"; dedicated: string; shared: string; service: string }
  /** A WebSocket to each host; every https server of the lab on HTTP/1.1 with this page kind echoes at /socket. */
  | { kind: "websockets"; hosts: readonly string[] }
  /** No page: a redirect to another host's. */
  | { kind: "redirect"; status: 301 | 302 | 307 | 308; to: string };

export interface RelaxedExpectation extends Expectation {
  /** The bad certificate accepted, or TLS 1.0 and 1.1 allowed (Firefox: `security.tls.version.min` = 1). */
  by: "exception" | "old-versions";
}

export interface Expectation {
  outcome: "loads" | "fails" | "plain";
  /** As Firefox names it: NSS error or NS_ERROR_*. */
  errorName?: string;
  tlsVersion?: LabTlsVersion;
  /** IANA name. */
  cipherSuite?: string;
  /** IANA name; absent for RSA key exchange. */
  group?: string;
  alpn?: "http/1.1" | "h2" | "h3";
  /** The chain that the browser builds, anchor last. */
  path?: readonly CertificateReference[];
  /** What each sent certificate is for, in the order sent. */
  roles?: readonly SentRole[];
  categories?: Record<RatingCategory, number>;
  /** By the arithmetic of the SSL Server Rating Guide, written out beside each case. */
  score?: number;
  grade?: Grade;
  /** Ids of rules that must be among the findings. */
  findings?: readonly string[];
  /** Where the page is that redirects led to: version, grade and all else here are then that host's. */
  finalHost?: string;
  /** Hosts besides this one that the page's requests reach, where that is the point of the case. */
  otherHosts?: readonly string[];
}

/**
 * What we say about an Observation. JSON; the schema is in schema/. Fields may be added, never renamed.
 */
export interface Assessment {
  host: string;
  /** ISO 8601, UTC: the time that the judgement is made for. */
  time: string;
  connection: ConnectionFacts;
  chain: ChainAssessment;
  /** What each client would say of the chain as sent; absent: nobody asked, or it is not known what was sent. */
  clients?: ClientAssessment[];
  /** Absent: no client refuses whose rules are known, or it was not asked. */
  clientRemedy?: ClientRemedy;
  /** Of transparency logs, embedded in the server's certificate; absent: no certificate, none in it, or they cannot be read. */
  timestamps?: EmbeddedTimestamps;
  rating: Rating;
  interception: InterceptionAssessment;
  /** Where the host is no host of the public network. */
  device?: DeviceAssessment;
  /** Where the certificate is bad: what is remembered of the host that helps. */
  past?: HostPast;
  findings: Finding[];
  /** The connection held against each yardstick (rating/profiles/); none where there was no TLS. */
  profiles: ProfileResult[];
}

/** The connection by name, for people. What is absent is unknown; `unavailable` has the reason where there is one. */
export interface ConnectionFacts {
  protocol?: "TLS" | "QUIC";
  /** "TLS 1.3". For QUIC that of the handshake inside. */
  version?: string;
  /** IANA name and code point. */
  cipherSuite?: { id: number; name: string };
  group?: { name: string; postQuantum: boolean };
  signatureScheme?: string;
  /** Of the leaf's public key. */
  key?: { type: string; bits: number; curve?: string };
  encryptedClientHello?: boolean;
  resumed?: boolean;
  alpn?: string;
  fromCache?: boolean;
  certificateTransparency?: string;
  rootIsBuiltIn?: boolean;
  /** Field → reason code (Unavailable of tlsinfo/types.ts). */
  unavailable?: Record<string, string>;
}

export interface ChainAssessment {
  verdict: "valid" | "invalid" | "unknown";
  /** SHA-256 (hex), leaf to anchor; null where none was found. */
  path: string[] | null;
  errors: { rule: string; certificate?: string; message: string; offset?: number }[];
  sent: { sha256: string; role: SentRole; needed: boolean }[];
  missing: string[];
  /** Whether the sent chain is in order; null: the sent chain is not known. */
  ordered: boolean | null;
  /** Whose verdict it is. */
  decidedBy?: "browser" | "path-validation" | "nobody";
  /** Where `path` is null: from the leaf as far up as it goes. */
  partialPath?: string[];
  /** Of the anchors that came with the observation (from 1), those that cannot be read and so are not trusted. */
  unreadableAnchors?: { anchor: number; sha256: string; message: string }[];
  /** The end of `path`. `vetted`: Mozilla's root program has it, or once had it. */
  anchor?: { sha256: string; source: "mozilla" | "added" | "browser"; vetted: boolean } | null;
  /** What was sent, held against the path; absent where it is not known what was sent. */
  comparison?: ChainComparison;
}

/** What would make the clients accept that refuse. */
export interface ClientRemedy {
  /** The rule whose remedy it is: most of those that refuse name it first. */
  rule: string;
  /** In English: what to do. */
  message: string;
  /** The certificate to send besides, where that is it and somebody showed it: SHA-256 (hex), and PEM. */
  add?: { sha256: string; pem: string };
}

/** What a client would say of the chain as sent. */
export interface ClientAssessment {
  /** "firefox", "openssl", "apple". */
  client: string;
  /** That its rules, or its store (ISO 8601, a day), are of. */
  version: string;
  /** "unknown": it hangs on what a chain does not show, or on rules that we do not know. */
  verdict: "accepts" | "refuses" | "unknown";
  /** "store": whom it trusts is known, and nothing else of it. */
  rules: "whole" | "store";
  /** SHA-256 (hex), leaf to anchor; null where none was found. */
  path: string[] | null;
  /** Why it refuses, or what keeps the verdict open. */
  reasons: { rule: string; certificate?: string; message: string; offset?: number }[];
  /** The client's own name for it, where it has one. */
  error?: string;
}

/** Hashes are SHA-256 (hex). */
export interface ChainComparison {
  /** Whether the first sent certificate is the server's own; null: no certificate of the server is known. */
  leafFirst: boolean | null;
  /** Whether a client that knows nothing but the anchors gets by with what was sent; null: not known. */
  sufficient: boolean | null;
  /** Issuers' certificates that were not sent: whose issuer (`of`, and its name: `after`), its own name (hostile text), and where it can be had. */
  whereToGet: { of: string; after: string; issuer: string; sha256?: string; urls: string[] }[];
  /** Built by the browser with these, which the server never sent, the anchor aside. */
  builtNeverSent: string[];
  /** Sent certificates that tie a CA of the path (`sameAs`) to another root and have expired (ISO 8601). */
  expiredCrossSigns: { sha256: string; sameAs: string; notAfter: string }[];
  /** Bytes of the Certificate message, and round trips that the server waits for want of a congestion window: as sent, and without the superfluous. */
  cost: { bytes: number; superfluousBytes: number; roundTrips: number; roundTripsNeeded: number };
}

export interface EmbeddedTimestamps {
  /** SHA-256 (hex) of the certificate that they are in. */
  certificate: string;
  /** In their order; the first 16 where there are more. */
  list: Timestamp[];
  /** How many there are. */
  total: number;
}

/** A signed certificate timestamp (RFC 6962 section 3.2). */
export interface Timestamp {
  /** Id of the log: SHA-256 (hex) of its key. */
  log: string;
  /** Of the log, where it is known. */
  name?: string;
  operator?: string;
  /** ISO 8601. */
  time: string;
  /** Whether the log made it. */
  signature: "valid" | "invalid" | "unknown";
  /** Why it is unknown: the log or the certificate's issuer is, the certificate has no form to check it by, or the algorithm is not at hand. */
  reason?: "log" | "issuer" | "form" | "algorithm";
}

export type SentRole = "leaf" | "intermediate" | "anchor" | "alternate" | "duplicate" | "unrelated";

/** Letters of the SSL Server Rating Guide 2009r; T: not trusted, M: name mismatch. */
export type Grade = "A+" | "A" | "A-" | "B" | "C" | "D" | "E" | "F" | "T" | "M";

export type Category = "protocol" | "keyExchange" | "cipher";

export interface Rating {
  /** null: too little is known for a letter. */
  grade: Grade | null;
  /** 0 to 100; null: unknown. */
  score: number | null;
  /** 0 to 100 each; null: unknown. */
  categories: Record<Category, number | null>;
  /** The fourth bar: 100 trusted, 0 not, null unknown. It counts in the letter, not in the score. */
  certificate: number | null;
  caps: RatingCap[];
  /** The letter that the score alone would give. */
  gradeByScore: Grade | null;
  /** How each number came about; shown as a line of arithmetic. */
  reasons: RatingReason[];
}

/** A rule that fired and bounds the letter. */
export interface RatingCap {
  rule: string;
  /** The best letter that it leaves. */
  grade: Grade;
  /** The grade if this rule alone had not fired; null: too little is known for one. */
  without: Grade | null;
}

export interface RatingReason {
  of: Category | "certificate" | "score" | "grade";
  /** Message key in _locales and its substitutions, in order. */
  key: string;
  params: string[];
  /** The same in English. */
  message: string;
}

export type ProfileVerdict = "pass" | "fail" | "unknown";

export interface ProfileResult {
  /** Its id. */
  profile: string;
  /** fail where one requirement fails; else unknown where one is not known; else pass. */
  verdict: ProfileVerdict;
  /** Each requirement that applies to the connection, in the profile's order. */
  reasons: ProfileReason[];
  /** Message keys of what the profile asks for and one connection cannot show. */
  unseen: string[];
}

export interface ProfileReason {
  of: ProfileRequirement;
  /** advice: a recommendation that is not followed, which fails nothing. */
  verdict: ProfileVerdict | "advice";
  /** Message key in _locales and its substitutions, in order; hostile text possible. */
  key: string;
  params: string[];
  /** The same in English. */
  message: string;
}

export type ProfileRequirement = "grade" | "trust" | "version" | "suite" | "group" | "key" | "signature" | "lifespan" | "hsts";

/** What speaks for somebody between this browser and the server; docs/interception.md has weights and thresholds. */
export interface InterceptionAssessment {
  /** "unknown": too little is known to say "none". */
  verdict: "none" | "unusual" | "likely" | "known" | "unknown";
  /** The product or CA, by name; null: none that is known. A name is no evidence. */
  label: string | null;
  /** Heaviest first. */
  evidence: InterceptionEvidence[];
  /** The person expects the CA at the end of the chain: what follows from it weighs nothing. */
  expected?: { name: string };
}

export interface InterceptionEvidence {
  id: string;
  /** 0 to 100; 0: it counts for nothing, being expected. */
  weight: number;
  /** In English: what was seen. */
  message: string;
  /** In English: what else it could be. */
  otherwise: string;
  /** Substitutions of both, in order; hostile text possible. */
  params: string[];
  /** SHA-256 (hex) of the certificates that it rests on. */
  certificates: string[];
  /** It follows from a CA, or from a key, that the person expects here. */
  excused?: true;
}

/** A host that no public CA can vouch for, or that need not have one: known by its key. */
export interface DeviceAssessment {
  place: "loopback" | "private-address" | "local-name" | "single-label" | "public-name-local-address";
  /** new: first seen; known: this key was here before; changed: another key was; unknown: nobody remembers. */
  state: "new" | "known" | "changed" | "unknown";
  /** ISO 8601: since when this key is known here. */
  since?: string;
  /** SHA-256 (hex) of the leaf's key. */
  key: string;
}

/** What is remembered of a host that has a bad certificate now. */
export interface HostPast {
  /** Absent: none that was good is remembered. */
  lastGood?: LastGood;
  /** ISO 8601: until then the host has asked browsers to offer no way past a bad certificate (HSTS, RFC 6797 section 12.1). */
  hstsUntil?: string;
  /** Somebody read the connection to the host when it was met before, and now nobody does. */
  read?: ReadBefore;
  /** Other ports at which the host had a good certificate; absent: none that is remembered. */
  goodPorts?: number[];
}

/** Whose CA vouched for a host before public CAs did again. */
export interface ReadBefore {
  /** The CA: hostile text. */
  name: string;
  /** The product whose name the CA bears; null: none that is known. */
  label: string | null;
  /** ISO 8601: when the host was first and last met so. */
  first: string;
  last: string;
  /** Nothing was seen of the host before: all that was sent to it at first was read. */
  wasFirst: boolean;
}

/** The certificate that was last good at a host and port: trusted, for its name, and in its time. Hashes are SHA-256 (hex), names hostile text. */
export interface LastGood {
  /** ISO 8601: when it was last seen so. */
  time: string;
  certificate: string;
  key: string;
  issuer: string;
  root: string;
  notAfter?: string;
  /** What is other now; empty: it is the same certificate. */
  changed: ("key" | "issuer" | "root" | "validity")[];
}

export type Severity = "error" | "warning" | "notice";

export interface Finding {
  /** Rule id: "connection/no-forward-secrecy". */
  rule: string;
  severity: Severity;
  /** SHA-256 (hex) of the certificate that it is about. */
  certificate?: string;
  /** Substitutions of the rule's message, in order; hostile text possible. */
  params: string[];
  /** In English. */
  message: string;
  sameAs?: string[];
}

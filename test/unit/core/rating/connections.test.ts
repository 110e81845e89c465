import assert from "node:assert/strict";
import { test } from "node:test";
import { assess } from "../../../../src/core/assess.ts";
import type { Grade } from "../../../../src/core/assessment.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import type { TlsExtra, TlsInfo } from "../../../../src/core/tls-info.ts";
import { certificate, type CertificateOptions } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const LONG = { maxAge: 31_536_000 };

const root = certificate({ subject: "Root", issuer: "Root", ca: true, key: "RSA 4096", notBefore: "2020-01-01T00:00:00Z", notAfter: "2040-01-01T00:00:00Z" });
const intermediate = certificate({ subject: "Intermediate", issuer: "Root", ca: true, notBefore: "2020-01-01T00:00:00Z", notAfter: "2035-01-01T00:00:00Z" });

interface Case {
  what: string;
  /** "TLS 1.3", suite, group ("" where nobody told), the leaf's key ("" where the leaf is not known). */
  connection: [version: string, suite: number | null, group: string, key: CertificateOptions["key"] | ""];
  leaf?: CertificateOptions;
  chain?: Uint8Array[];
  hsts?: Observation["hsts"];
  host?: string;
  info?: TlsInfo;
  extra?: Partial<TlsExtra>;
  expect: {
    /** Protocol, key exchange, cipher. */
    numbers: [number | null, number | null, number | null];
    score: number | null;
    grade: Grade | null;
    certificate?: number | null;
    /** Rules with caps, worst first, in the order of the rules where equal. */
    caps?: string[];
  };
}

const AES128 = 0x1301, AES256 = 0x1302, CHACHA = 0x1303;
const ECDHE_RSA_AES128_GCM = 0xc02f, ECDHE_RSA_AES256_GCM = 0xc030, ECDHE_ECDSA_AES128_GCM = 0xc02b, ECDHE_ECDSA_AES256_GCM = 0xc02c, ECDHE_RSA_CHACHA = 0xcca8;
const ECDHE_RSA_AES128_CBC = 0xc013, ECDHE_RSA_AES256_CBC = 0xc014, ECDHE_RSA_3DES = 0xc012, ECDHE_RSA_RC4 = 0xc011, ECDHE_RSA_NULL = 0xc010;
const RSA_AES128_GCM = 0x009c, RSA_AES256_GCM = 0x009d, RSA_AES128_CBC = 0x002f, RSA_AES256_CBC = 0x0035, RSA_3DES = 0x000a, RSA_RC4 = 0x0005;
const RSA_DES = 0x0009, RSA_EXPORT_RC4_40 = 0x0003, RSA_NULL = 0x0002, DH_ANON_AES128 = 0x0034, ECDH_ANON_AES256 = 0xc019;
const DHE_RSA_AES128_GCM = 0x009e, DHE_RSA_AES256_GCM = 0x009f;

// Every number is worked out by hand from the SSL Server Rating Guide, with the sum beside it.
const CASES: Case[] = [
  // TLS 1.3
  { what: "TLS 1.3, AES-128, X25519, RSA 2048", connection: ["TLS 1.3", AES128, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89 /* 30 + 27 + 32 */, grade: "A+" } },
  { what: "TLS 1.3, AES-256, X25519, RSA 2048", connection: ["TLS 1.3", AES256, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97 /* 30 + 27 + 40 */, grade: "A+" } },
  { what: "TLS 1.3, ChaCha20, X25519, P-256", connection: ["TLS 1.3", CHACHA, "x25519", "P-256"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "TLS 1.3, AES-256, P-384, P-384", connection: ["TLS 1.3", AES256, "secp384r1", "P-384"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100 /* 30 + 30 + 40 */, grade: "A+" } },
  { what: "TLS 1.3, AES-256, P-521, RSA 4096", connection: ["TLS 1.3", AES256, "secp521r1", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A+" } },
  { what: "TLS 1.3, AES-128, P-384, P-384", connection: ["TLS 1.3", AES128, "secp384r1", "P-384"], hsts: LONG,
    expect: { numbers: [100, 100, 80], score: 92 /* 30 + 30 + 32 */, grade: "A+" } },
  { what: "the certificate's key is the weaker: P-384 with RSA 3072", connection: ["TLS 1.3", AES256, "secp384r1", "RSA 3072"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "the group is the weaker: X25519 with RSA 4096", connection: ["TLS 1.3", AES256, "x25519", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "a hybrid counts as its classical part: X25519MLKEM768", connection: ["TLS 1.3", AES128, "X25519MLKEM768", "P-256"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A+" } },
  { what: "a hybrid counts as its classical part: SecP384r1MLKEM1024", connection: ["TLS 1.3", AES256, "SecP384r1MLKEM1024", "P-384"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A+" } },
  { what: "Ed25519 counts as RSA 3072", connection: ["TLS 1.3", AES256, "secp384r1", "Ed25519"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "Ed448 and X448 count as RSA 7680", connection: ["TLS 1.3", AES256, "x448", "Ed448"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A+" } },
  { what: "ffdhe2048 with RSA 2048", connection: ["TLS 1.3", AES128, "ffdhe2048", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A+" } },
  { what: "ffdhe3072 with RSA 4096", connection: ["TLS 1.3", AES128, "ffdhe3072", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A+" } },
  { what: "ffdhe4096 with RSA 4096", connection: ["TLS 1.3", AES128, "ffdhe4096", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 100, 80], score: 92, grade: "A+" } },
  { what: "AES-128-CCM-8 counts as AES-128", connection: ["TLS 1.3", 0x1305, "x25519", "P-256"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A+" } },
  { what: "integrity without encryption (RFC 9150)", connection: ["TLS 1.3", 0xc0b4, "x25519", "P-256"], hsts: LONG,
    expect: { numbers: [100, 90, 0], score: 0, grade: "F", caps: ["connection/export-or-null", "connection/no-aead"] } },

  // HSTS
  { what: "no HSTS", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: null,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["host/hsts-missing"] } },
  { what: "HSTS of one day", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: { maxAge: 86_400 },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["host/hsts-short"] } },
  { what: "HSTS one second below 180 days", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: { maxAge: 15_551_999 },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["host/hsts-short"] } },
  { what: "HSTS of 180 days", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: { maxAge: 15_552_000 },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A+" } },
  { what: "HSTS taken back", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: { maxAge: 0 },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["host/hsts-short"] } },
  { what: "HSTS not known", connection: ["TLS 1.3", AES128, "x25519", "P-256"],
    expect: { numbers: [100, 90, 80], score: 89, grade: "A" } },
  { what: "an IPv4 address cannot have HSTS", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: null, host: "192.0.2.1", leaf: { ip: [[192, 0, 2, 1]] },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A" } },
  { what: "an IPv6 address cannot have HSTS, whatever it sends", connection: ["TLS 1.3", AES128, "x25519", "P-256"], hsts: LONG, host: "2001:db8::1",
    leaf: { ip: [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]] },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A" } },

  // TLS 1.2
  { what: "TLS 1.2, ECDHE, AES-128-GCM", connection: ["TLS 1.2", ECDHE_RSA_AES128_GCM, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "TLS 1.2, ECDHE, AES-256-GCM", connection: ["TLS 1.2", ECDHE_RSA_AES256_GCM, "secp256r1", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "TLS 1.2, ECDHE-ECDSA, AES-256-GCM, P-384", connection: ["TLS 1.2", ECDHE_ECDSA_AES256_GCM, "secp384r1", "P-384"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "TLS 1.2, ECDHE-ECDSA, AES-128-GCM, no HSTS", connection: ["TLS 1.2", ECDHE_ECDSA_AES128_GCM, "secp256r1", "P-256"], hsts: null,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["connection/no-tls13", "host/hsts-missing"] } },
  { what: "TLS 1.2, ECDHE, ChaCha20", connection: ["TLS 1.2", ECDHE_RSA_CHACHA, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "TLS 1.2, ECDHE, AES-128-CBC", connection: ["TLS 1.2", ECDHE_RSA_AES128_CBC, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "B", caps: ["connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, ECDHE, AES-256-CBC", connection: ["TLS 1.2", ECDHE_RSA_AES256_CBC, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "B", caps: ["connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, static RSA, AES-128-GCM", connection: ["TLS 1.2", RSA_AES128_GCM, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "B", caps: ["connection/no-forward-secrecy", "connection/no-tls13"] } },
  { what: "TLS 1.2, static RSA, AES-256-GCM, RSA 4096", connection: ["TLS 1.2", RSA_AES256_GCM, "", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "B", caps: ["connection/no-forward-secrecy", "connection/no-tls13"] } },
  { what: "TLS 1.2, static RSA, AES-128-CBC", connection: ["TLS 1.2", RSA_AES128_CBC, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "B", caps: ["connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, static RSA, AES-256-CBC, RSA 1024", connection: ["TLS 1.2", RSA_AES256_CBC, "", "RSA 1024"], hsts: LONG,
    expect: { numbers: [100, 80, 100], score: 94 /* 30 + 24 + 40 */, grade: "B",
      caps: ["connection/no-forward-secrecy", "connection/no-aead", "certificate/weak-key", "connection/no-tls13"] } },
  { what: "TLS 1.2, DHE with ffdhe2048", connection: ["TLS 1.2", DHE_RSA_AES128_GCM, "ffdhe2048", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "TLS 1.2, DHE with ffdhe8192, RSA 4096", connection: ["TLS 1.2", DHE_RSA_AES256_GCM, "ffdhe8192", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "TLS 1.2, ECDHE over P-192", connection: ["TLS 1.2", ECDHE_RSA_AES128_GCM, "secp192r1", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 80, 80], score: 86 /* 30 + 24 + 32 */, grade: "B", caps: ["connection/weak-dh", "connection/no-tls13"] } },
  { what: "TLS 1.2, 3DES", connection: ["TLS 1.2", ECDHE_RSA_3DES, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 20], score: 65 /* 30 + 27 + 8 */, grade: "C", caps: ["connection/weak-cipher", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, RC4", connection: ["TLS 1.2", ECDHE_RSA_RC4, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "C", caps: ["connection/weak-cipher", "connection/no-aead", "connection/rc4", "connection/no-tls13"] } },
  { what: "TLS 1.2, static RSA, 3DES", connection: ["TLS 1.2", RSA_3DES, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 20], score: 65, grade: "C", caps: ["connection/weak-cipher", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, NULL", connection: ["TLS 1.2", ECDHE_RSA_NULL, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 0], score: 0, grade: "F", caps: ["connection/export-or-null", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, static RSA, NULL", connection: ["TLS 1.2", RSA_NULL, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 0], score: 0, grade: "F",
      caps: ["connection/export-or-null", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, DES (56 bits)", connection: ["TLS 1.2", RSA_DES, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 20], score: 65, grade: "F",
      caps: ["connection/export-or-null", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, anonymous DH", connection: ["TLS 1.2", DH_ANON_AES128, "", ""], hsts: LONG, info: { builtChain: [] },
    expect: { numbers: [100, 0, 80], score: 0, grade: "F", caps: ["connection/anonymous", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.2, anonymous ECDH", connection: ["TLS 1.2", ECDH_ANON_AES256, "x25519", ""], hsts: LONG,
    expect: { numbers: [100, 0, 100], score: 0, grade: "F", caps: ["connection/anonymous", "connection/no-aead", "connection/no-tls13"] } },

  // Older versions
  { what: "TLS 1.1, AES-128-CBC", connection: ["TLS 1.1", ECDHE_RSA_AES128_CBC, "secp256r1", "RSA 2048"], hsts: LONG,
    expect: { numbers: [95, 90, 80], score: 87.5 /* 28.5 + 27 + 32 */, grade: "C",
      caps: ["connection/no-tls12", "connection/old-tls", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.0, AES-256-CBC", connection: ["TLS 1.0", ECDHE_RSA_AES256_CBC, "secp256r1", "RSA 2048"], hsts: LONG,
    expect: { numbers: [90, 90, 100], score: 94 /* 27 + 27 + 40 */, grade: "C",
      caps: ["connection/no-tls12", "connection/old-tls", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.0, RC4: its cap is B there", connection: ["TLS 1.0", RSA_RC4, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [90, 90, 80], score: 86 /* 27 + 27 + 32 */, grade: "C",
      caps: ["connection/no-tls12", "connection/old-tls", "connection/no-forward-secrecy", "connection/no-aead", "connection/rc4", "connection/no-tls13"] } },
  { what: "TLS 1.1, 3DES", connection: ["TLS 1.1", RSA_3DES, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [95, 90, 20], score: 63.5 /* 28.5 + 27 + 8 */, grade: "C",
      caps: ["connection/no-tls12", "connection/weak-cipher", "connection/old-tls", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.0, 3DES: no cap of its own below TLS 1.1", connection: ["TLS 1.0", RSA_3DES, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [90, 90, 20], score: 62 /* 27 + 27 + 8 */, grade: "C",
      caps: ["connection/no-tls12", "connection/old-tls", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "TLS 1.0, export", connection: ["TLS 1.0", RSA_EXPORT_RC4_40, "", "RSA 1024"], hsts: LONG,
    expect: { numbers: [90, 40, 20], score: 47 /* 27 + 12 + 8 */, grade: "F",
      caps: ["connection/export-or-null", "connection/no-tls12", "connection/old-tls", "connection/no-forward-secrecy", "connection/no-aead", "connection/rc4", "certificate/weak-key", "connection/no-tls13"] } },
  { what: "SSL 3.0, AES-128-CBC", connection: ["SSL 3.0", RSA_AES128_CBC, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [80, 90, 80], score: 83 /* 24 + 27 + 32 */, grade: "F",
      caps: ["connection/ssl", "connection/no-tls12", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "SSL 2.0", connection: ["SSL 2.0", null, "", "RSA 1024"], hsts: LONG,
    expect: { numbers: [0, 80, null], score: null, grade: "F", caps: ["connection/ssl", "connection/no-tls12", "certificate/weak-key", "connection/no-tls13"] } },

  // The certificate's key
  { what: "RSA 1024", connection: ["TLS 1.3", AES256, "x25519", "RSA 1024"], hsts: LONG,
    expect: { numbers: [100, 80, 100], score: 94 /* 30 + 24 + 40 */, grade: "B", caps: ["certificate/weak-key"] } },
  { what: "RSA 2047", connection: ["TLS 1.3", AES256, "x25519", "RSA 2047"], hsts: LONG,
    expect: { numbers: [100, 80, 100], score: 94, grade: "B", caps: ["certificate/weak-key"] } },
  { what: "RSA 768", connection: ["TLS 1.3", AES256, "x25519", "RSA 768"], hsts: LONG,
    expect: { numbers: [100, 40, 100], score: 82 /* 30 + 12 + 40 */, grade: "F", caps: ["certificate/insecure-key"] } },
  { what: "RSA 511", connection: ["TLS 1.3", AES256, "x25519", "RSA 511"], hsts: LONG,
    expect: { numbers: [100, 20, 100], score: 76 /* 30 + 6 + 40 */, grade: "F", caps: ["certificate/insecure-key"] } },
  { what: "RSA 4095", connection: ["TLS 1.3", AES256, "secp384r1", "RSA 4095"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "P-224 counts as RSA 2048", connection: ["TLS 1.3", AES256, "x25519", "P-224"], hsts: LONG,
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "P-192 counts as RSA 1536", connection: ["TLS 1.3", AES256, "x25519", "P-192"], hsts: LONG,
    expect: { numbers: [100, 80, 100], score: 94, grade: "B", caps: ["certificate/weak-key"] } },
  { what: "P-521 leaf with P-521", connection: ["TLS 1.3", AES256, "secp521r1", "P-521"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A+" } },
  { what: "a weak key of the intermediate", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG,
    chain: [certificate({ subject: "Intermediate", issuer: "Root", ca: true, key: "RSA 1024", notAfter: "2035-01-01T00:00:00Z" }), root],
    expect: { numbers: [100, 90, 100], score: 97, grade: "B", caps: ["certificate/weak-key"] } },
  { what: "the anchor's own weak key does not count", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG,
    chain: [intermediate, certificate({ subject: "Root", issuer: "Root", ca: true, key: "RSA 1024" })],
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },

  // Trust
  { what: "an exception for trust", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "trust" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/untrusted"] } },
  { what: "an exception for the name", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "name" }, leaf: { dns: ["other.test"] },
    expect: { numbers: [100, 90, 100], score: 97, grade: "M", certificate: 0, caps: ["certificate/name-mismatch"] } },
  { what: "an exception for the time", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "time" }, leaf: { notAfter: "2026-11-20T00:00:00Z" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/expired"] } },
  { what: "not yet valid", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, leaf: { notBefore: "2026-11-22T00:00:00Z" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/not-yet-valid"] } },
  { what: "an exception, the browser does not say why, and the leaf has no fault of its own", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "unknown" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/untrusted"] } },
  { what: "a self-signed leaf, accepted", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "trust" }, leaf: { subject: "device", issuer: "device" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/untrusted", "certificate/self-signed"] } },
  { what: "untrusted and for another name: T before M", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "trust" }, leaf: { dns: ["other.test"] },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/untrusted", "certificate/name-mismatch"] } },
  { what: "a label stands before an F", connection: ["SSL 3.0", RSA_AES128_CBC, "", "RSA 2048"], hsts: LONG, info: { chainValid: false }, extra: { exception: "trust" },
    expect: { numbers: [80, 90, 80], score: 83, grade: "T", certificate: 0,
      caps: ["certificate/untrusted", "connection/ssl", "connection/no-tls12", "connection/no-forward-secrecy", "connection/no-aead", "connection/no-tls13"] } },
  { what: "signed over SHA-1", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, leaf: { signature: "SHA-1" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/weak-signature"] } },
  { what: "signed with RSASSA-PSS over SHA-1", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, leaf: { signature: "PSS-SHA-1" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/weak-signature"] } },
  { what: "signed with RSASSA-PSS over SHA-256", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, leaf: { signature: "PSS-SHA-256" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "signed over MD5", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, leaf: { signature: "MD5" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "F", caps: ["certificate/broken-signature"] } },
  { what: "the intermediate signed over SHA-1", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG,
    chain: [certificate({ subject: "Intermediate", issuer: "Root", ca: true, signature: "SHA-1", notAfter: "2035-01-01T00:00:00Z" }), root],
    expect: { numbers: [100, 90, 100], score: 97, grade: "T", certificate: 0, caps: ["certificate/weak-signature"] } },
  { what: "the anchor's own SHA-1 and MD5 signatures do not count", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG,
    chain: [intermediate, certificate({ subject: "Root", issuer: "Root", ca: true, signature: "MD5" })],
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "a private anchor that the browser trusts", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, extra: { rootIsBuiltIn: false },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "a validity of 800 days from a public CA is an error: no A+", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, extra: { rootIsBuiltIn: true }, leaf: { notBefore: "2026-01-01T00:00:00Z", notAfter: "2028-03-11T00:00:00Z" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A" } },
  { what: "a validity of 800 days from a private CA is advice", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, extra: { rootIsBuiltIn: false }, leaf: { notBefore: "2026-01-01T00:00:00Z", notAfter: "2028-03-11T00:00:00Z" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "a handshake signed over SHA-1 is a warning: no A+", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, extra: { signatureScheme: "ecdsa_sha1" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A" } },
  { what: "a wildcard names one label", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, leaf: { dns: ["*.example.test"] },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "a wildcard names no more than one label", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, host: "a.www.example.test", leaf: { dns: ["*.example.test"] },
    expect: { numbers: [100, 90, 100], score: 97, grade: "M", certificate: 0, caps: ["certificate/name-mismatch"] } },

  // What is not known
  { what: "trust not known: the letter stands, without A+", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: undefined as never },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A", certificate: null } },
  { what: "the group of a resumed TLS 1.2 session", connection: ["TLS 1.2", ECDHE_RSA_AES128_GCM, "", "RSA 2048"], hsts: LONG, extra: { resumed: true },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "the group not told, with a key that would count for more", connection: ["TLS 1.3", AES256, "", "RSA 4096"], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A+" } },
  { what: "a group of DHE that has no name", connection: ["TLS 1.2", DHE_RSA_AES128_GCM, "custom", "RSA 2048"], hsts: LONG,
    expect: { numbers: [100, 90, 80], score: 89, grade: "A-", caps: ["connection/no-tls13"] } },
  { what: "the leaf not known", connection: ["TLS 1.3", AES256, "secp384r1", ""], hsts: LONG,
    expect: { numbers: [100, 100, 100], score: 100, grade: "A+" } },
  { what: "neither group nor leaf known", connection: ["TLS 1.3", AES256, "", ""], hsts: LONG,
    expect: { numbers: [100, null, 100], score: null, grade: null } },
  { what: "the suite not known", connection: ["TLS 1.3", null, "x25519", "P-256"], hsts: LONG,
    expect: { numbers: [100, 90, null], score: null, grade: null } },
  { what: "a suite that nobody assigned", connection: ["TLS 1.3", 0x0a0a, "x25519", "P-256"], hsts: LONG,
    expect: { numbers: [100, 90, null], score: null, grade: null } },
  { what: "the version not known", connection: ["", AES256, "x25519", "P-256"], hsts: LONG,
    expect: { numbers: [null, 90, 100], score: null, grade: null } },
  { what: "RC4, and the version not known: the cap of RC4 alone gives no letter", connection: ["", ECDHE_RSA_RC4, "x25519", "RSA 2048"], hsts: LONG,
    expect: { numbers: [null, 90, 80], score: null, grade: null, caps: ["connection/no-aead", "connection/rc4"] } },
  { what: "the suite not known, and untrusted", connection: ["TLS 1.3", null, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "trust" },
    expect: { numbers: [100, 90, null], score: null, grade: "T", certificate: 0, caps: ["certificate/untrusted"] } },
  { what: "the version not known, and 40 bits", connection: ["", RSA_EXPORT_RC4_40, "", "RSA 2048"], hsts: LONG,
    expect: { numbers: [null, 40, 20], score: null, grade: "F", caps: ["connection/export-or-null", "connection/no-forward-secrecy", "connection/no-aead", "connection/rc4"] } },
  { what: "expired now, but the response came from the cache", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, extra: { fromCache: true }, leaf: { notAfter: "2026-11-20T00:00:00Z" },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },

  // QUIC
  { what: "QUIC with the suite of its handshake", connection: ["", null, "x25519", "P-256"], hsts: LONG, info: { protocol: "QUIC" }, extra: { quic: { cipherSuite: AES128, tlsVersion: "TLS 1.3" } },
    expect: { numbers: [100, 90, 80], score: 89, grade: "A+" } },
  { what: "QUIC without the version: it is TLS 1.3 by RFC 9001", connection: ["", null, "x25519", "P-256"], hsts: LONG, info: { protocol: "QUIC" }, extra: { quic: { cipherSuite: CHACHA } },
    expect: { numbers: [100, 90, 100], score: 97, grade: "A+" } },
  { what: "QUIC, and the suite not told", connection: ["", null, "x25519", "P-256"], hsts: LONG, info: { protocol: "QUIC" },
    expect: { numbers: [100, 90, null], score: null, grade: null } },
];

function observe({ connection: [version, suite, group, key], leaf, chain, hsts, host = "www.example.test", info, extra }: Case): Observation {
  const own = key === "" ? undefined : certificate({ dns: ["www.example.test"], ...(key === undefined ? {} : { key }), ...leaf });
  const tlsInfo: TlsInfo = {
    protocol: "TLS", chainValid: true,
    ...(version === "" ? {} : { tlsVersion: version }),
    ...(suite === null ? {} : { cipherSuite: suite }),
    ...(group === "" ? {} : { keyExchangeGroup: group }),
    ...(own === undefined ? {} : { builtChain: [own, ...(chain ?? [intermediate, root])] }),
    ...info,
    extra: { source: "import", ...extra },
  };
  return { host, time: new Date(TIME).toISOString(), tlsInfo, ...(hsts === undefined ? {} : { hsts }) };
}

for (const each of CASES) {
  test(`rating: ${each.what}`, async () => {
    const { rating } = await assess(observe(each), { time: TIME, text: english });
    const { numbers: [protocol, keyExchange, cipher], score, grade, caps = [], certificate: trust = 100 } = each.expect;
    assert.deepEqual(
      { ...rating.categories, score: rating.score, grade: rating.grade, certificate: rating.certificate, caps: rating.caps.map(({ rule }) => rule) },
      { protocol, keyExchange, cipher, score, grade, certificate: trust, caps },
    );
  });
}

/**
 * Versions × suites × groups × keys × HSTS × trust, a connection a line: suite in hex, "-" for no group, HSTS long, short, none or
 * "?" (not seen), trust yes, T (an exception for trust), M (for another name) or "?". Behind the bar what follows from the guide,
 * by hand: protocol, key exchange, cipher, 0.30 · protocol + 0.30 · key exchange + 0.40 · cipher, and the letter.
 */
const LINES = `
TLS1.3 1301 x25519               RSA4096 long  yes | 100  90  80  30+27+32    89   A+
TLS1.3 1301 secp256r1            P-256   none  yes | 100  90  80  30+27+32    89   A-
TLS1.3 1301 secp521r1            RSA4096 long  yes | 100 100  80  30+30+32    92   A+
TLS1.3 1302 x448                 RSA4096 none  yes | 100 100 100  30+30+40    100  A-
TLS1.3 1302 secp384r1            RSA4096 short yes | 100 100 100  30+30+40    100  A-
TLS1.3 1302 ffdhe8192            RSA8192 long  yes | 100 100 100  30+30+40    100  A+
TLS1.3 1303 secp384r1            P-384   ?     yes | 100 100 100  30+30+40    100  A
TLS1.3 1303 x25519               RSA1024 long  yes | 100  80 100  30+24+40    94   B
TLS1.3 1301 X25519MLKEM768       RSA2048 none  yes | 100  90  80  30+27+32    89   A-
TLS1.3 1302 MLKEM1024            P-384   long  yes | 100 100 100  30+30+40    100  A+
TLS1.3 1302 MLKEM768             P-256   long  yes | 100  90 100  30+27+40    97   A+
TLS1.3 1301 SecP256r1MLKEM768    P-384   long  yes | 100  90  80  30+27+32    89   A+
TLS1.3 1301 x25519               P-256   long  T   | 100  90  80  30+27+32    89   T
TLS1.3 1302 secp384r1            P-384   none  T   | 100 100 100  30+30+40    100  T
TLS1.3 1301 x25519               RSA2048 long  M   | 100  90  80  30+27+32    89   M
TLS1.3 1303 x25519               P-256   none  M   | 100  90 100  30+27+40    97   M
TLS1.3 1301 x25519               P-256   long  ?   | 100  90  80  30+27+32    89   A
TLS1.3 1301 x25519               P-256   none  ?   | 100  90  80  30+27+32    89   A-
TLS1.3 1301 brainpoolP256r1tls13 P-256   long  yes | 100  90  80  30+27+32    89   A+
TLS1.3 1302 brainpoolP512r1tls13 P-521   long  yes | 100 100 100  30+30+40    100  A+
TLS1.3 1304 x25519               RSA2048 long  yes | 100  90  80  30+27+32    89   A+
TLS1.3 1301 x25519               RSA512  long  yes | 100  40  80  30+12+32    74   F
TLS1.3 1302 secp384r1            RSA7680 short yes | 100 100 100  30+30+40    100  A-
TLS1.2 c02f secp384r1            RSA4096 long  yes | 100 100  80  30+30+32    92   A-
TLS1.2 c030 x25519               RSA4096 none  yes | 100  90 100  30+27+40    97   A-
TLS1.2 c02b x25519               P-384   long  yes | 100  90  80  30+27+32    89   A-
TLS1.2 c02c secp521r1            P-521   long  yes | 100 100 100  30+30+40    100  A-
TLS1.2 cca9 x25519               P-256   long  yes | 100  90 100  30+27+40    97   A-
TLS1.2 ccaa ffdhe3072            RSA3072 long  yes | 100  90 100  30+27+40    97   A-
TLS1.2 009e ffdhe4096            RSA4096 none  yes | 100 100  80  30+30+32    92   A-
TLS1.2 009f ffdhe2048            RSA4096 long  yes | 100  90 100  30+27+40    97   A-
TLS1.2 c02f x25519               RSA1024 long  yes | 100  80  80  30+24+32    86   B
TLS1.2 c009 secp256r1            P-256   long  yes | 100  90  80  30+27+32    89   B
TLS1.2 c00a secp384r1            P-384   none  yes | 100 100 100  30+30+40    100  B
TLS1.2 c027 x25519               RSA2048 long  yes | 100  90  80  30+27+32    89   B
TLS1.2 c028 secp384r1            RSA4096 long  yes | 100 100 100  30+30+40    100  B
TLS1.2 0033 ffdhe2048            RSA2048 long  yes | 100  90  80  30+27+32    89   B
TLS1.2 003c -                    RSA2048 long  yes | 100  90  80  30+27+32    89   B
TLS1.2 009d -                    RSA2048 none  yes | 100  90 100  30+27+40    97   B
TLS1.2 009c -                    RSA1024 long  yes | 100  80  80  30+24+32    86   B
TLS1.2 c09c -                    RSA4096 long  yes | 100 100  80  30+30+32    92   B
TLS1.2 c0ae x25519               P-256   long  yes | 100  90  80  30+27+32    89   A-
TLS1.2 c030 secp224r1            RSA2048 long  yes | 100  90 100  30+27+40    97   A-
TLS1.2 c02f sect163k1            RSA2048 long  yes | 100  80  80  30+24+32    86   B
TLS1.2 c08a x25519               RSA2048 long  yes | 100  90  80  30+27+32    89   A-
TLS1.2 c061 secp384r1            RSA4096 long  yes | 100 100 100  30+30+40    100  A-
TLS1.2 0096 -                    RSA2048 long  yes | 100  90  80  30+27+32    89   B
TLS1.2 0007 -                    RSA2048 long  yes | 100  90  80  30+27+32    89   C
TLS1.2 0005 -                    RSA2048 long  yes | 100  90  80  30+27+32    89   C
TLS1.2 0016 ffdhe2048            RSA2048 long  yes | 100  90  20  30+27+8     65   C
TLS1.2 c02f x25519               RSA2048 long  T   | 100  90  80  30+27+32    89   T
TLS1.2 c030 secp384r1            RSA4096 long  M   | 100 100 100  30+30+40    100  M
TLS1.2 000a -                    RSA2048 none  T   | 100  90  20  30+27+8     65   T
TLS1.2 c02f x25519               RSA2048 ?     yes | 100  90  80  30+27+32    89   A-
TLS1.2 c02f x25519               RSA2048 long  ?   | 100  90  80  30+27+32    89   A-
TLS1.2 003b -                    RSA2048 long  yes | 100  90   0  0           0    F
TLS1.1 c014 secp384r1            RSA4096 long  yes |  95 100 100  28.5+30+40  98.5 C
TLS1.1 002f -                    RSA2048 long  yes |  95  90  80  28.5+27+32  87.5 C
TLS1.1 0005 -                    RSA1024 long  yes |  95  80  80  28.5+24+32  84.5 C
TLS1.1 000a -                    RSA1024 none  yes |  95  80  20  28.5+24+8   60.5 C
TLS1.0 c009 secp256r1            P-256   none  yes |  90  90  80  27+27+32    86   C
TLS1.0 0035 -                    RSA4096 long  yes |  90 100 100  27+30+40    97   C
TLS1.0 0009 -                    RSA2048 long  yes |  90  90  20  27+27+8     62   F
TLS1.0 0015 ffdhe2048            RSA2048 long  yes |  90  90  20  27+27+8     62   F
TLS1.0 0008 -                    RSA2048 long  yes |  90  40  20  27+12+8     47   F
SSL3.0 000a -                    RSA2048 long  yes |  80  90  20  24+27+8     59   F
SSL3.0 0005 -                    RSA1024 none  T   |  80  80  80  24+24+32    80   T
`.trim().split("\n");

function caseOfLine(line: string): Case {
  const [version = "", suite = "", group = "", key = "", hsts = "", trust = "", , protocol = "", exchange = "", cipher = "", , score = "", grade = ""] = line.split(/\s+/);
  return {
    what: line.slice(0, line.indexOf("|")).trim().replaceAll(/\s+/g, " "),
    connection: [version.replace(/(?<=[A-Z])(?=\d)/, " "), Number.parseInt(suite, 16), group === "-" ? "" : group, key.replace(/^RSA/, "RSA ") as NonNullable<CertificateOptions["key"]>],
    ...(hsts === "?" ? {} : { hsts: hsts === "none" ? null : hsts === "short" ? { maxAge: 86_400 } : LONG }),
    ...(trust === "M" ? { leaf: { dns: ["other.test"] } } : {}),
    ...(trust === "yes" ? {} : { info: { chainValid: trust === "?" ? undefined as never : false }, ...(trust === "?" ? {} : { extra: { exception: trust === "T" ? "trust" as const : "name" as const } }) }),
    expect: { numbers: [Number(protocol), Number(exchange), Number(cipher)], score: Number(score), grade: grade as Grade, certificate: trust === "yes" ? 100 : trust === "?" ? null : 0 },
  };
}

for (const each of LINES.map(caseOfLine)) {
  test(`rating: ${each.what}`, async () => {
    const { rating } = await assess(observe(each), { time: TIME, text: english });
    const { numbers: [protocol, keyExchange, cipher], score, grade, certificate: trust } = each.expect;
    assert.deepEqual(
      { ...rating.categories, score: rating.score, grade: rating.grade, certificate: rating.certificate },
      { protocol, keyExchange, cipher, score, grade, certificate: trust },
    );
  });
}

// What is left of the letter once one of its bounds is gone.
for (const [what, connection, hsts, without] of [
  ["of two bounds alike each leaves the other", ["TLS 1.2", RSA_AES128_CBC, "", "RSA 2048"], LONG,
    { "connection/no-forward-secrecy": "B", "connection/no-aead": "B", "connection/no-tls13": "B" }],
  ["the worst gone, the next one decides", ["TLS 1.2", ECDHE_RSA_3DES, "x25519", "RSA 2048"], LONG,
    // 30 + 27 + 8 = 65: B by the score alone.
    { "connection/weak-cipher": "B", "connection/no-aead": "C", "connection/no-tls13": "C" }],
  ["the only one gone, the score decides", ["TLS 1.3", AES128, "x25519", "P-256"], null, { "host/hsts-missing": "A" }],
  ["a score that is worse than its bounds stays", ["TLS 1.3", 0xc0b4, "x25519", "P-256"], LONG, { "connection/export-or-null": "F", "connection/no-aead": "F" }],
  ["nothing without a score", ["", ECDHE_RSA_RC4, "x25519", "RSA 2048"], LONG, { "connection/no-aead": null, "connection/rc4": null }],
] as const satisfies readonly (readonly [string, Case["connection"], Observation["hsts"], Record<string, Grade | null>])[]) {
  test(`without a cap: ${what}`, async () => {
    const { rating } = await assess(observe({ what, connection: [...connection], hsts, expect: { numbers: [0, 0, 0], score: 0, grade: null } }), { time: TIME, text: english });
    assert.deepEqual(Object.fromEntries(rating.caps.map(({ rule, without: left }) => [rule, left])), without);
  });
}

test("without a label: the letter that the connection would have if the certificate were trusted", async () => {
  const untrusted: Case = { what: "", connection: ["TLS 1.3", AES256, "x25519", "P-256"], hsts: LONG, info: { chainValid: false }, extra: { exception: "trust" }, expect: { numbers: [100, 90, 100], score: 97, grade: "T" } };
  const caps = async (each: Case) => (await assess(observe(each), { time: TIME, text: english })).rating.caps.map(({ rule, grade, without }) => [rule, grade, without]);
  assert.deepEqual(await caps(untrusted), [["certificate/untrusted", "T", "A+"]]);
  assert.deepEqual(await caps({ ...untrusted, leaf: { dns: ["other.test"] } }), [["certificate/untrusted", "T", "M"], ["certificate/name-mismatch", "M", "T"]]);
});

test("the table is as long as it must be, and no connection is in it twice", () => {
  assert.ok(CASES.length + LINES.length >= 150, String(CASES.length + LINES.length));
  const names = [...CASES, ...LINES.map(caseOfLine)].map(({ what }) => what);
  assert.equal(new Set(names).size, names.length);
});

test("the sums of the lines add up", () => {
  for (const line of LINES) {
    const [sum = "", score = ""] = line.slice(line.indexOf("|") + 1).trim().split(/\s+/).slice(3);
    assert.equal(sum.split("+").reduce((total, part) => total + Number(part), 0), Number(score), line);
  }
});

/** What a case is where nothing is said: a good server, so that exactly the thing in question differs. */
import type { BrokenServer, CertificateRecipe, Expectation, LabCase, PlainServer, RelaxedExpectation, TlsServer } from "../case.ts";

/** Two years, what Mozilla's guide asks for. No includeSubDomains, so that hosts do not bear on each other. */
export const LONG_HSTS = "max-age=63072000";

export const goodServer: TlsServer = {
  kind: "tls",
  version: "TLS 1.3",
  cipherSuites: ["TLS_AES_256_GCM_SHA384"],
  groups: ["x25519"],
  alpn: ["h2", "http/1.1"],
};

export const goodCertificate: CertificateRecipe = { key: "P-256", issuer: "issuing" };

/** The guide's categories of the good server: TLS 1.3; X25519 and P-256 as strong as 3,072 bits of RSA; 256 bits. */
const goodCategories = { protocol: 100, keyExchange: 90, cipher: 100 };

/** 30 + 27 + 40 = 97, A; HSTS of two years and no warning: A+. */
export const goodExpectation = {
  outcome: "loads",
  tlsVersion: "TLS 1.3",
  cipherSuite: "TLS_AES_256_GCM_SHA384",
  group: "x25519",
  alpn: "h2",
  path: ["leaf", "issuing", "root"],
  roles: ["leaf", "intermediate"],
  categories: goodCategories,
  score: 97,
  grade: "A+",
} as const satisfies Expectation;

/**
 * The good server's connection once the person has accepted its bad certificate: 30 + 27 + 40 = 97 as ever, and the
 * label in place of a letter. The browser built no path.
 */
export function accepted(grade: "T" | "M", ...findings: string[]): RelaxedExpectation {
  return {
    by: "exception", outcome: "loads", tlsVersion: "TLS 1.3", cipherSuite: "TLS_AES_256_GCM_SHA384", group: "x25519", alpn: "h2",
    categories: goodCategories, score: 97, grade, findings,
  };
}

export type CaseParts = Pick<LabCase, "host" | "category" | "title" | "description" | "expect">
  & Partial<Omit<LabCase, "server" | "certificate">>
  & { server?: BrokenServer | PlainServer | Omit<Partial<TlsServer>, "kind">; certificate?: Partial<CertificateRecipe> };

/** A case that says only in what it departs from the good one. `expect` is always given in full. */
export function defineCase(parts: CaseParts): LabCase {
  const { server, certificate, ...rest } = parts;
  return {
    chain: ["leaf", "issuing"],
    hsts: LONG_HSTS,
    page: { kind: "simple" },
    ...rest,
    ...(server !== undefined && "kind" in server
      ? { server, chain: [], hsts: null }
      : { server: { ...goodServer, ...server }, certificate: { ...goodCertificate, ...certificate } }),
  };
}

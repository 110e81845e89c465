/** What a case is where nothing is said: a good server, so that exactly the thing in question differs. */
import type { BrokenServer, CertificateRecipe, Expectation, LabCase, PlainServer, TlsServer } from "../case.ts";

/** Two years, the least that hstspreload.org and Mozilla's guide ask for. */
export const LONG_HSTS = "max-age=63072000; includeSubDomains";

export const goodServer: TlsServer = {
  kind: "tls",
  version: "TLS 1.3",
  cipherSuites: ["TLS_AES_256_GCM_SHA384"],
  groups: ["x25519"],
  alpn: ["h2", "http/1.1"],
};

export const goodCertificate: CertificateRecipe = { key: "P-256", issuer: "issuing" };

/**
 * Protocol TLS 1.3 100; key exchange: X25519 and P-256 as strong as 3072 bits, 90; cipher: 256 bits, 100.
 * 30 + 27 + 40 = 97, A; HSTS of two years and no warning: A+.
 */
export const goodExpectation = {
  outcome: "loads",
  tlsVersion: "TLS 1.3",
  cipherSuite: "TLS_AES_256_GCM_SHA384",
  group: "x25519",
  alpn: "h2",
  path: ["leaf", "issuing", "root"],
  roles: ["leaf", "intermediate"],
  categories: { protocol: 100, keyExchange: 90, cipher: 100 },
  score: 97,
  grade: "A+",
} as const satisfies Expectation;

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
      ? { server, chain: [] }
      : { server: { ...goodServer, ...server }, certificate: { ...goodCertificate, ...certificate } }),
  };
}

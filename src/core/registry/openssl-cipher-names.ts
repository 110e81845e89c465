import { allCipherSuites, cipherSuiteByName, type CipherSuite } from "./cipher-suites.ts";

/**
 * OpenSSL's spelling of an IANA suite name: "ECDHE-RSA-AES128-GCM-SHA256" (openssl-ciphers(1), "CIPHER SUITE NAMES").
 * TLS 1.3 suites keep their IANA names.
 */
export function opensslCipherName(suite: CipherSuite): string {
  const parts = /^TLS_(.+)_WITH_(.+)$/.exec(suite.name);
  if (parts === null) return suite.name;
  const [, exchange = "", rest = ""] = parts;
  return exchangePrefix(exchange, rest) + cipherPart(exchange, rest);
}

let byOpensslName: Map<string, CipherSuite> | undefined;

/** The suite of a name as IANA or OpenSSL spells it, in any case; undefined where nobody does. */
export function cipherSuiteByAnyName(name: string): CipherSuite | undefined {
  const suite = cipherSuiteByName(name);
  if (suite !== undefined) return suite;
  byOpensslName ??= new Map(Array.from(allCipherSuites(), (each) => [opensslCipherName(each), each]));
  // EDH: the spelling of OpenSSL before 1.1.0.
  return byOpensslName.get(name.toUpperCase().replace(/^(EXP-)?EDH-/, "$1DHE-"));
}

const PREFIXES: Readonly<Record<string, string>> = {
  RSA: "", DH_anon: "ADH-", ECDH_anon: "AECDH-", PSK_DHE: "DHE-PSK-", SRP_SHA: "SRP-", SRP_SHA_RSA: "SRP-RSA-", SRP_SHA_DSS: "SRP-DSS-",
};

function exchangePrefix(exchange: string, rest: string): string {
  if (exchange === "ECDHE_RSA" && rest.startsWith("ARIA")) return "ECDHE-";
  if (exchange.endsWith("_EXPORT")) return `EXP-${exchangePrefix(exchange.replace(/_EXPORT$/, ""), rest)}`;
  return PREFIXES[exchange] ?? `${exchange.replaceAll("_", "-")}-`;
}

function cipherPart(exchange: string, rest: string): string {
  if (exchange.startsWith("SRP")) return rest.replaceAll("_", "-");
  const keepsMode = exchange.includes("PSK") && !rest.startsWith("CAMELLIA");
  if (rest.startsWith("3DES_EDE_CBC")) return (keepsMode ? "3DES-EDE-CBC" : "DES-CBC3") + rest.slice("3DES_EDE_CBC".length).replace("_", "-");
  return rest
    .replace(/^(AES|CAMELLIA|ARIA)_(\d+)/, "$1$2")
    .replace(/^RC4_(128|40)/, "RC4")
    .replace(/^(RC2|DES)_CBC_40/, "$1-CBC")
    .replace(/^DES40_CBC/, "DES-CBC")
    .replace(/^(AES\d+|CAMELLIA\d+|ARIA\d+|SEED)_CBC/, keepsMode ? "$1_CBC" : "$1")
    .replace(/^CHACHA20_POLY1305_SHA256$/, "CHACHA20_POLY1305")
    .replace(/CCM_8$/, "CCM8")
    .replaceAll("_", "-");
}

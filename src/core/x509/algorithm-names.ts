/**
 * Names of algorithms, curves and sets of parameters that are in use in certificates and that we do not verify with: NIST's CSOR, RFC 8692
 * (SHAKE), RFC 9802 (XMSS, HSS/LMS), RFC 9814 and 9909 (SLH-DSA), draft-ietf-lamps-pq-composite-sigs (composite ML-DSA), GM/T 0006 (SM2,
 * SM3), RFC 4357, RFC 4491 and RFC 9215 (GOST), RFC 5639 and SEC 2. By the names of those documents, without their "id-".
 */
const NAMES: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.3": "md4WithRSAEncryption",
  "1.2.840.113549.1.1.15": "sha512-224WithRSAEncryption",
  "1.2.840.113549.1.1.16": "sha512-256WithRSAEncryption",
  "1.3.14.3.2.27": "dsaWithSHA1",
  "1.3.14.3.2.29": "sha1WithRSASignature",
  "1.3.132.1.12": "ecDH",
  ...counted("2.16.840.1.101.3.4.3.", 9, [
    "ecdsa-with-SHA3-224", "ecdsa-with-SHA3-256", "ecdsa-with-SHA3-384", "ecdsa-with-SHA3-512",
    "rsassa-pkcs1-v1_5-with-SHA3-224", "rsassa-pkcs1-v1_5-with-SHA3-256", "rsassa-pkcs1-v1_5-with-SHA3-384", "rsassa-pkcs1-v1_5-with-SHA3-512",
  ]),
  ...counted("2.16.840.1.101.3.4.3.", 20, slhDsa((hash, size) => `SLH-DSA-${hash}-${size}`)),
  ...counted("2.16.840.1.101.3.4.3.", 32, ["HashML-DSA-44-with-SHA512", "HashML-DSA-65-with-SHA512", "HashML-DSA-87-with-SHA512"]),
  ...counted("2.16.840.1.101.3.4.3.", 35, slhDsa((hash, size) => {
    const small = size.startsWith("128");
    return `HashSLH-DSA-${hash}-${size}-with-${hash === "SHA2" ? (small ? "SHA256" : "SHA512") : small ? "SHAKE128" : "SHAKE256"}`;
  })),
  ...counted("2.16.840.1.101.3.4.4.", 1, ["ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"]),
  "1.2.840.113549.1.9.16.3.17": "hss-lms-hashsig",
  ...counted("1.3.6.1.5.5.7.6.", 30, ["RSASSA-PSS-SHAKE128", "RSASSA-PSS-SHAKE256", "ecdsa-with-shake128", "ecdsa-with-shake256", "xmss-hashsig", "xmssmt-hashsig"]),
  ...counted("1.3.6.1.5.5.7.6.", 37, [
    "MLDSA44-RSA2048-PSS-SHA256", "MLDSA44-RSA2048-PKCS15-SHA256", "MLDSA44-Ed25519-SHA512", "MLDSA44-ECDSA-P256-SHA256",
    "MLDSA65-RSA3072-PSS-SHA512", "MLDSA65-RSA3072-PKCS15-SHA512", "MLDSA65-RSA4096-PSS-SHA512", "MLDSA65-RSA4096-PKCS15-SHA512",
    "MLDSA65-ECDSA-P256-SHA512", "MLDSA65-ECDSA-P384-SHA512", "MLDSA65-ECDSA-brainpoolP256r1-SHA512", "MLDSA65-Ed25519-SHA512",
    "MLDSA87-ECDSA-P384-SHA512", "MLDSA87-ECDSA-brainpoolP384r1-SHA512", "MLDSA87-Ed448-SHAKE256",
    "MLDSA87-RSA3072-PSS-SHA512", "MLDSA87-RSA4096-PSS-SHA512", "MLDSA87-ECDSA-P521-SHA512",
  ]),
  "1.2.156.10197.1.301": "SM2",
  "1.2.156.10197.1.401": "SM3",
  ...counted("1.2.156.10197.1.", 501, ["SM2-with-SM3", "SM2-with-SHA1", "SM2-with-SHA256", "RSA-with-SM3"]),
  "1.2.643.2.2.3": "GOST R 34.11-94 with GOST R 34.10-2001",
  "1.2.643.2.2.4": "GOST R 34.11-94 with GOST R 34.10-94",
  "1.2.643.2.2.9": "GOST R 34.11-94",
  "1.2.643.2.2.19": "GOST R 34.10-2001",
  "1.2.643.2.2.20": "GOST R 34.10-94",
  ...counted("1.2.643.2.2.35.", 0, ["GOST R 34.10-2001 test parameters", "GOST R 34.10-2001 CryptoPro-A", "GOST R 34.10-2001 CryptoPro-B", "GOST R 34.10-2001 CryptoPro-C"]),
  ...counted("1.2.643.2.2.36.", 0, ["GOST R 34.10-2001 CryptoPro-XchA", "GOST R 34.10-2001 CryptoPro-XchB"]),
  "1.2.643.2.2.30.1": "GOST R 34.11-94 CryptoPro parameters",
  ...counted("1.2.643.7.1.1.1.", 1, ["GOST R 34.10-2012, 256 bits", "GOST R 34.10-2012, 512 bits"]),
  ...counted("1.2.643.7.1.1.2.", 2, ["GOST R 34.11-2012, 256 bits", "GOST R 34.11-2012, 512 bits"]),
  ...counted("1.2.643.7.1.1.3.", 2, ["GOST R 34.10-2012 with GOST R 34.11-2012, 256 bits", "GOST R 34.10-2012 with GOST R 34.11-2012, 512 bits"]),
  ...counted("1.2.643.7.1.2.1.1.", 1, ["tc26-gost-3410-12-256-paramSetA", "tc26-gost-3410-12-256-paramSetB", "tc26-gost-3410-12-256-paramSetC", "tc26-gost-3410-12-256-paramSetD"]),
  ...counted("1.2.643.7.1.2.1.2.", 0, ["tc26-gost-3410-12-512-paramSetTest", "tc26-gost-3410-12-512-paramSetA", "tc26-gost-3410-12-512-paramSetB", "tc26-gost-3410-12-512-paramSetC"]),
  ...counted("1.3.36.3.3.2.8.1.1.", 1, [
    "brainpoolP160r1", "brainpoolP160t1", "brainpoolP192r1", "brainpoolP192t1", "brainpoolP224r1", "brainpoolP224t1", "brainpoolP256r1",
    "brainpoolP256t1", "brainpoolP320r1", "brainpoolP320t1", "brainpoolP384r1", "brainpoolP384t1", "brainpoolP512r1", "brainpoolP512t1",
  ]),
  "1.3.132.0.1": "sect163k1", "1.3.132.0.15": "sect163r2", "1.3.132.0.26": "sect233k1", "1.3.132.0.27": "sect233r1", "1.3.132.0.16": "sect283k1",
  "1.3.132.0.17": "sect283r1", "1.3.132.0.36": "sect409k1", "1.3.132.0.37": "sect409r1", "1.3.132.0.38": "sect571k1", "1.3.132.0.39": "sect571r1",
  "1.3.132.0.31": "secp192k1", "1.3.132.0.32": "secp224k1",
  "1.2.250.1.223.101.256.1": "FRP256v1",
};

/** OIDs of one arc that follow each other, from `first` on. */
function counted(arc: string, first: number, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [`${arc}${String(first + i)}`, name]));
}

/** The twelve sets of FIPS 205 table 2, in the order of their OIDs. */
function slhDsa(name: (hash: "SHA2" | "SHAKE", size: string) => string): string[] {
  return (["SHA2", "SHAKE"] as const).flatMap((hash) => ["128s", "128f", "192s", "192f", "256s", "256f"].map((size) => name(hash, size)));
}

/** The name of an algorithm, a curve or a set of parameters by its dotted OID; undefined where we have none. */
export function algorithmName(oid: string): string | undefined {
  return NAMES[oid];
}

/** An algorithm, a curve or a set of parameters for people: the name that it has, else ours, else its OID. */
export function nameOfAlgorithm({ name, oid }: { readonly name?: string | undefined; readonly oid: string }): string {
  return name ?? algorithmName(oid) ?? oid;
}

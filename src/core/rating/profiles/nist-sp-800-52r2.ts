import { ECDSA_SHA2, type RatingProfile } from "../profile/profile.ts";

// Sections 3.3.1.1.1 to 3.3.1.1.5, by the kind of certificate: ECDSA, RSA, DSA, DH (signed with DSA or RSA), ECDH (signed with
// ECDSA or RSA). Each exchange has the same ciphers. RSA key transport and 3DES are not among them: appendix D had the first
// for a time of transition that ended with 2023.
const EXCHANGES = ["ECDHE_ECDSA", "ECDHE_RSA", "DHE_RSA", "DHE_DSS", "DH_DSS", "DH_RSA", "ECDH_ECDSA", "ECDH_RSA"];
const TLS12 = EXCHANGES.flatMap((exchange) => [
  `TLS_${exchange}_WITH_AES_128_GCM_SHA256`, `TLS_${exchange}_WITH_AES_256_GCM_SHA384`,
  `TLS_${exchange}_WITH_AES_128_CBC_SHA`, `TLS_${exchange}_WITH_AES_256_CBC_SHA`,
  `TLS_${exchange}_WITH_AES_128_CBC_SHA256`,
  exchange.startsWith("ECDH") ? `TLS_${exchange}_WITH_AES_256_CBC_SHA384` : `TLS_${exchange}_WITH_AES_256_CBC_SHA256`,
]);
// CCM: sections 3.3.1.1.1 and 3.3.1.1.2 alone.
const CCM = ["ECDHE_ECDSA", "DHE_RSA"].flatMap((exchange) =>
  ["AES_128_CCM", "AES_256_CCM", "AES_128_CCM_8", "AES_256_CCM_8"].map((cipher) => `TLS_${exchange}_WITH_${cipher}`));
// Section 3.3.1.2. ChaCha20-Poly1305 is no algorithm that NIST approved.
const TLS13 = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"];

const SHA2_RSA_AND_DSA = [
  "sha224WithRSAEncryption", "sha256WithRSAEncryption", "sha384WithRSAEncryption", "sha512WithRSAEncryption",
  "RSASSA-PSS with SHA-224", "RSASSA-PSS with SHA-256", "RSASSA-PSS with SHA-384", "RSASSA-PSS with SHA-512",
  "ecdsa-with-SHA224", "dsa-with-sha224", "dsa-with-sha256",
];

/**
 * NIST SP 800-52 revision 2 (August 2019): what a server for government-only applications shall; what it only should is advice.
 * Servers for citizens and businesses may go down to TLS 1.0 where they must (section 3.1), which is not held to their credit.
 */
export const nistSp80052r2: RatingProfile = {
  id: "nist-sp-800-52r2",
  citation: { document: "NIST SP 800-52 revision 2", section: "3", url: "https://csrc.nist.gov/pubs/sp/800/52/r2/final" },
  trusted: true,
  versions: ["TLS 1.2", "TLS 1.3"],
  // Section 3.1: all servers shall support TLS 1.3 by 1 January 2024.
  mustKnow: { version: "TLS 1.3", from: "2024-01-01" },
  suites: new Set([...TLS13, ...TLS12, ...CCM]),
  groups: {
    // Section 3.4.2.2: P-256 and P-384, and what SP 800-56A revision 3 appendix D has besides. Curve25519 and Curve448 are not there.
    allowed: new Set([
      "secp224r1", "secp256r1", "secp384r1", "secp521r1",
      "sect233k1", "sect233r1", "sect283k1", "sect283r1", "sect409k1", "sect409r1", "sect571k1", "sect571r1",
      "ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192",
    ]),
    // FIPS 203 is of 2024.
    unsettled: new Set(["MLKEM512", "MLKEM768", "MLKEM1024", "X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"]),
  },
  // Section 3.2.1: at least 112 bits of security. Table 3-1: the curve should be P-256 or P-384.
  keys: [
    { type: "RSA", leastBits: 2048 },
    { type: "RSASSA-PSS", leastBits: 2048 },
    { type: "EC", curves: ["P-224", "P-256", "P-384", "P-521"], recommendedCurves: ["P-256", "P-384"] },
    { type: "DSA", leastBits: 2048 },
  ],
  // Section 3.2.1: signatures of at least 112 bits, which SHA-224 has (SP 800-57 part 1, table 3); we ask it of every certificate of the path.
  signatures: { of: "path", algorithms: new Set([...ECDSA_SHA2, ...SHA2_RSA_AND_DSA]) },
  // Table 3-1, validity period: three years or less. The table should be used where an agency has none of its own.
  lifespan: { recommended: 1096 },
  unseen: ["versions", "suites", "extensions", "stapling", "configuration"],
};

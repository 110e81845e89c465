/** A key exchange group ("named group", RFC 8446 section 4.2.7). */
export interface Group {
  /** IANA code point (uint16). */
  readonly id: number;
  /** IANA name. */
  readonly name: string;
  /**
   * Length of the RSA key that is as hard to break, by the comparable strengths of NIST SP 800-57 part 1
   * revision 5, table 2 (curves of 256 bits: 3072; 384: 7680; 512 and more: 15360). A finite-field group counts
   * as its own length. A hybrid counts as its classical part; ML-KEM alone by its security category (FIPS 203 section 8).
   */
  readonly rsaEquivalentBits: number;
  /** The name of the classical group inside: the group's own for a classical one; absent for ML-KEM alone. */
  readonly classicalPart?: string;
  /** ML-KEM (or its draft, Kyber) takes part. */
  readonly postQuantum: boolean;
}

// Source: IANA "TLS Supported Groups" (https://www.iana.org/assignments/tls-parameters/tls-parameters-8.csv), as of 2026-11-21.
// "<code point in hexadecimal> <name> <RSA-equivalent bits>", with "+<classical part>" for hybrids and "pq" for ML-KEM alone.
const TABLE = `1 sect163k1 1024|2 sect163r1 1024|3 sect163r2 1024|4 sect193r1 1536|5 sect193r2 1536|6 sect233k1 2048|7 sect233r1 2048\
|8 sect239k1 2048|9 sect283k1 3072|a sect283r1 3072|b sect409k1 7680|c sect409r1 7680|d sect571k1 15360|e sect571r1 15360\
|f secp160k1 1024|10 secp160r1 1024|11 secp160r2 1024|12 secp192k1 1536|13 secp192r1 1536|14 secp224k1 2048|15 secp224r1 2048\
|16 secp256k1 3072|17 secp256r1 3072|18 secp384r1 7680|19 secp521r1 15360|1a brainpoolP256r1 3072|1b brainpoolP384r1 7680\
|1c brainpoolP512r1 15360|1d x25519 3072|1e x448 7680|1f brainpoolP256r1tls13 3072|20 brainpoolP384r1tls13 7680\
|21 brainpoolP512r1tls13 15360|22 GC256A 3072|23 GC256B 3072|24 GC256C 3072|25 GC256D 3072|26 GC512A 15360|27 GC512B 15360\
|28 GC512C 15360|29 curveSM2 3072|100 ffdhe2048 2048|101 ffdhe3072 3072|102 ffdhe4096 4096|103 ffdhe6144 6144|104 ffdhe8192 8192\
|200 MLKEM512 3072 pq|201 MLKEM768 7680 pq|202 MLKEM1024 15360 pq|11eb SecP256r1MLKEM768 3072 +secp256r1|11ec X25519MLKEM768 3072 +x25519\
|11ed SecP384r1MLKEM1024 7680 +secp384r1|11ee curveSM2MLKEM768 3072 +curveSM2|6399 X25519Kyber768Draft00 3072 +x25519\
|639a SecP256r1Kyber768Draft00 3072 +secp256r1`;

// Spellings of Firefox (NSS), Chromium (BoringSSL), OpenSSL and NIST that differ from IANA's, in lower case.
const ALIASES: Readonly<Record<string, string>> = {
  p192: "secp192r1", p224: "secp224r1", p256: "secp256r1", p384: "secp384r1", p521: "secp521r1",
  "p-192": "secp192r1", "p-224": "secp224r1", "p-256": "secp256r1", "p-384": "secp384r1", "p-521": "secp521r1",
  prime192v1: "secp192r1", prime256v1: "secp256r1", curve25519: "x25519", curve448: "x448",
  mlkem768x25519: "X25519MLKEM768", mlkem1024secp384r1: "SecP384r1MLKEM1024",
  xyber768d00: "X25519Kyber768Draft00", x25519kyber768: "X25519Kyber768Draft00",
  "ff 2048": "ffdhe2048", "ff 3072": "ffdhe3072", "ff 4096": "ffdhe4096", "ff 6144": "ffdhe6144", "ff 8192": "ffdhe8192",
};

let byId: Map<number, Group> | undefined;
let byName: Map<string, Group> | undefined;

/** The group of an IANA code point; undefined where it is not a named group. */
export function groupById(id: number): Group | undefined {
  byId ??= new Map(allGroups().map((group) => [group.id, group]));
  return byId.get(id);
}

/**
 * The group of a name as IANA, Firefox ("P256", "mlkem768x25519", "FF 2048"), Chromium ("P-256") or OpenSSL
 * ("prime256v1") spells it, in any case. Undefined for what names no group ("custom", "none", "unknown group").
 */
export function groupByName(name: string): Group | undefined {
  byName ??= new Map(allGroups().map((group) => [group.name.toLowerCase(), group]));
  const lower = name.toLowerCase();
  const alias = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
  return byName.get((alias ?? name).toLowerCase());
}

/** All named groups, by code point. */
export function allGroups(): Group[] {
  return TABLE.split("|").map((line) => {
    const [id = "", name = "", bits = "", kind] = line.split(" ");
    const classicalPart = kind === undefined ? name : kind.startsWith("+") ? kind.slice(1) : undefined;
    return {
      id: Number.parseInt(id, 16),
      name,
      rsaEquivalentBits: Number(bits),
      ...(classicalPart === undefined ? {} : { classicalPart }),
      postQuantum: kind !== undefined,
    };
  });
}

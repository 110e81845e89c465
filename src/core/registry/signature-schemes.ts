/** How the server signed the handshake ("SignatureScheme", RFC 8446 section 4.2.3). */
export interface SignatureScheme {
  /** IANA code point (uint16); absent for the MD5+SHA-1 signature of TLS 1.1 and older, which has none. */
  readonly id?: number;
  /** IANA name; "rsa_pkcs1_md5_sha1" for the one without. */
  readonly name: string;
  /** "SHA1", "SHA256", "MD5+SHA1"; absent where the scheme has its own (EdDSA, ML-DSA). */
  readonly hash?: string;
  /** Rests on MD5 or SHA-1 (RFC 9155). */
  readonly weak: boolean;
}

// Source: IANA "TLS SignatureScheme" (https://www.iana.org/assignments/tls-parameters/tls-signaturescheme.csv), as of
// 2026-11-21, and for TLS 1.2 the pairs of RFC 5246 section 7.4.1.4.1 that have no name there, named in the same manner.
const TABLE = `0101 rsa_pkcs1_md5 MD5|0201 rsa_pkcs1_sha1 SHA1|0202 dsa_sha1 SHA1|0203 ecdsa_sha1 SHA1\
|0301 rsa_pkcs1_sha224 SHA224|0302 dsa_sha224 SHA224|0303 ecdsa_sha224 SHA224\
|0401 rsa_pkcs1_sha256 SHA256|0402 dsa_sha256 SHA256|0403 ecdsa_secp256r1_sha256 SHA256|0420 rsa_pkcs1_sha256_legacy SHA256\
|0501 rsa_pkcs1_sha384 SHA384|0502 dsa_sha384 SHA384|0503 ecdsa_secp384r1_sha384 SHA384|0520 rsa_pkcs1_sha384_legacy SHA384\
|0601 rsa_pkcs1_sha512 SHA512|0602 dsa_sha512 SHA512|0603 ecdsa_secp521r1_sha512 SHA512|0620 rsa_pkcs1_sha512_legacy SHA512\
|0704 eccsi_sha256 SHA256|0705 iso_ibs1|0706 iso_ibs2|0707 iso_chinese_ibs|0708 sm2sig_sm3 SM3\
|0709 gostr34102012_256a|070a gostr34102012_256b|070b gostr34102012_256c|070c gostr34102012_256d\
|070d gostr34102012_512a|070e gostr34102012_512b|070f gostr34102012_512c\
|0804 rsa_pss_rsae_sha256 SHA256|0805 rsa_pss_rsae_sha384 SHA384|0806 rsa_pss_rsae_sha512 SHA512|0807 ed25519|0808 ed448\
|0809 rsa_pss_pss_sha256 SHA256|080a rsa_pss_pss_sha384 SHA384|080b rsa_pss_pss_sha512 SHA512\
|081a ecdsa_brainpoolP256r1tls13_sha256 SHA256|081b ecdsa_brainpoolP384r1tls13_sha384 SHA384|081c ecdsa_brainpoolP512r1tls13_sha512 SHA512\
|0904 mldsa44|0905 mldsa65|0906 mldsa87\
|0911 slhdsa_sha2_128s|0912 slhdsa_sha2_128f|0913 slhdsa_sha2_192s|0914 slhdsa_sha2_192f|0915 slhdsa_sha2_256s|0916 slhdsa_sha2_256f\
|0917 slhdsa_shake_128s|0918 slhdsa_shake_128f|0919 slhdsa_shake_192s|091a slhdsa_shake_192f|091b slhdsa_shake_256s|091c slhdsa_shake_256f\
|- rsa_pkcs1_md5_sha1 MD5+SHA1`;

// Firefox's names (nsITransportSecurityInfo.signatureSchemeName), in lower case. It does not tell the two kinds of RSA-PSS
// keys apart; the one for ordinary RSA keys is meant almost always.
const ALIASES: Readonly<Record<string, string>> = {
  "ecdsa-p256-sha256": "ecdsa_secp256r1_sha256", "ecdsa-p384-sha384": "ecdsa_secp384r1_sha384", "ecdsa-p521-sha512": "ecdsa_secp521r1_sha512",
  "ecdsa-sha1": "ecdsa_sha1",
  "rsa-pss-sha256": "rsa_pss_rsae_sha256", "rsa-pss-sha384": "rsa_pss_rsae_sha384", "rsa-pss-sha512": "rsa_pss_rsae_sha512",
  "rsa-pkcs1-sha256": "rsa_pkcs1_sha256", "rsa-pkcs1-sha384": "rsa_pkcs1_sha384", "rsa-pkcs1-sha512": "rsa_pkcs1_sha512",
  "rsa-pkcs1-sha1": "rsa_pkcs1_sha1", "rsa-pkcs1-sha1md5": "rsa_pkcs1_md5_sha1",
  "dsa-sha1": "dsa_sha1", "dsa-sha256": "dsa_sha256", "dsa-sha384": "dsa_sha384", "dsa-sha512": "dsa_sha512",
  "ml-dsa-44": "mldsa44", "ml-dsa-65": "mldsa65", "ml-dsa-87": "mldsa87",
};

let all: SignatureScheme[] | undefined;

/** All signature schemes, by code point. */
export function allSignatureSchemes(): readonly SignatureScheme[] {
  all ??= TABLE.split("|").map((line) => {
    const [id = "", name = "", hash] = line.split(" ");
    return {
      ...(id === "-" ? {} : { id: Number.parseInt(id, 16) }),
      name,
      ...(hash === undefined ? {} : { hash }),
      weak: hash === "MD5" || hash === "SHA1" || hash === "MD5+SHA1",
    };
  });
  return all;
}

/** The scheme of a code point; undefined where none is assigned. */
export function signatureSchemeById(id: number): SignatureScheme | undefined {
  return allSignatureSchemes().find((scheme) => scheme.id === id);
}

/** The scheme of a name as IANA or Firefox ("ECDSA-P256-SHA256") spells it, in any case; undefined where nobody does. */
export function signatureSchemeByName(name: string): SignatureScheme | undefined {
  const lower = name.toLowerCase();
  const iana = (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined) ?? lower;
  return allSignatureSchemes().find((scheme) => scheme.name.toLowerCase() === iana.toLowerCase());
}

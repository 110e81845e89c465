/**
 * A certificate in full, for people: message keys of `_locales` with their substitutions, and values as they stand in the
 * certificate, that is, hostile. JSON.
 */
export interface CertificateDescription {
  /** Of the bytes, lower-case hex. */
  sha256: string;
  /** The bytes as PEM (RFC 7468), whatever they are. */
  pem: string;
  /** How many they are. */
  bytes: number;
  /** Version, serial number, names, validity, key, signature, fingerprints: those that could be found. */
  fields: DescribedSection[];
  /** In the order of the bytes. */
  extensions: DescribedSection[];
  /** Set where the bytes are no certificate; then the rest is what could be read all the same. */
  fault?: DescribedFault;
  /** All that DER or RFC 5280's encoding rules forbid in it, in the order of the bytes; the first 100. */
  problems: DescribedFault[];
  problemsTotal: number;
}

/** Why something cannot be read, and where: bytes from the start of the certificate. `message` is in English. */
export interface DescribedFault {
  code: string;
  message: string;
  offset: number;
}

/** A part of the certificate that can be read by itself. */
export interface DescribedSection {
  /** Message key of its title, and substitutions. */
  title: string;
  params?: string[];
  /** Message key of a sentence that says what it is for. */
  meaning?: string;
  /** Of an extension. */
  oid?: string;
  critical?: boolean;
  /** What it says: one group, or one for each entry of a list. */
  groups: DescribedField[][];
  /** Groups that were left out. */
  more?: number;
  /** Where it stands, in bytes; absent for what is computed. */
  place?: { offset: number; length: number };
  /** Its value has no meaning: why. */
  fault?: DescribedFault;
}

export interface DescribedField {
  /** Message key of its name, and substitutions (an OID that has no name). */
  name: string;
  params?: string[];
  values: DescribedValue[];
  /** Values that were left out. */
  more?: number;
}

export type DescribedValue =
  /** Ours: a message key and its substitutions, which may be hostile. */
  | { kind: "words"; key: string; params: string[] }
  /** The certificate's own. */
  | { kind: "text"; text: string }
  /** A dotted OID; `name`: as documents call it ("serverAuth"); `key`: message key of what it means. */
  | { kind: "oid"; oid: string; name?: string; key?: string }
  /** Bytes in lower-case hex; `bytes`: how many there are, of which the first stand here. */
  | { kind: "hex"; hex: string; bytes: number }
  /** ISO 8601. */
  | { kind: "time"; iso: string };

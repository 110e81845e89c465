/** An element of DER: what it is, and where it lies. */
export interface Element {
  tag: number;
  content: Uint8Array;
  whole: Uint8Array;
}

/** The elements that follow one another. @throws RangeError where they are not of one octet of tag and of lengths as DER writes them. */
export function derElementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at + 1] ?? 0;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    const length = first < 0x80 ? first : bytes.subarray(at + 2, at + 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
    const start = at + 2 + octets;
    const end = start + length;
    if (first === 0x80 || octets > 3 || end > bytes.length) throw new RangeError(`No element at ${String(at)}.`);
    elements.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}

/** The parts of a certificate as they are written, whatever their values are. */
export interface Skeleton {
  /** Version and serial number. */
  before: readonly Uint8Array[];
  innerAlgorithm: Uint8Array;
  issuer: Uint8Array;
  notBefore: Element;
  notAfter: Element;
  subject: Uint8Array;
  /** SubjectPublicKeyInfo. */
  key: Uint8Array;
  /** Unique identifiers, which nobody uses. */
  between: readonly Uint8Array[];
  /** Each the whole of an Extension. */
  extensions: readonly Uint8Array[] | undefined;
  tbs: Uint8Array;
  algorithm: Uint8Array;
  /** The signature's octets. */
  signature: Uint8Array;
}

/** @throws RangeError where the bytes do not have the parts of a certificate. */
export function skeletonOf(der: Uint8Array): Skeleton {
  const [outer, ...rest] = derElementsOf(der);
  const [tbs, algorithm, signature] = outer === undefined ? [] : derElementsOf(outer.content);
  if (rest.length > 0 || tbs === undefined || algorithm === undefined || signature === undefined) throw new RangeError("These are not the parts of a certificate.");
  const fields = derElementsOf(tbs.content);
  const versions = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [innerAlgorithm, issuer, validity, subject, key, ...others] = fields.slice(versions + 1);
  const [notBefore, notAfter] = validity === undefined ? [] : derElementsOf(validity.content);
  if (innerAlgorithm === undefined || issuer === undefined || subject === undefined || key === undefined || notBefore === undefined || notAfter === undefined) throw new RangeError("A field of the certificate is missing.");
  const extensions = others.find(({ tag }) => tag === 0xa3);
  return {
    before: fields.slice(0, versions + 1).map(({ whole }) => whole), innerAlgorithm: innerAlgorithm.whole, issuer: issuer.whole, notBefore, notAfter, subject: subject.whole, key: key.whole,
    between: others.filter(({ tag }) => tag !== 0xa3).map(({ whole }) => whole),
    extensions: extensions === undefined ? undefined : derElementsOf(derElementsOf(extensions.content)[0]?.content ?? new Uint8Array()).map(({ whole }) => whole),
    tbs: tbs.whole, algorithm: algorithm.whole, signature: signature.content.subarray(1),
  };
}

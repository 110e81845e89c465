import { skipElement } from "./der/check.ts";
import { DerError } from "./der/error.ts";
import { decodeOid } from "./der/oid.ts";
import { DerReader } from "./der/reader.ts";
import { OBJECT_IDENTIFIER, SEQUENCE, context } from "./der/tags.ts";
import { ALGORITHM, findKnownOid, oidName } from "./oids.ts";

/** Parameters of RSASSA-PSS (RFC 4055 3.1). */
export interface PssParameters {
  /** OID of the hash. */
  readonly hash: string;
  readonly hashName: string | undefined;
  /** OID of the mask generation function, and of its hash where that is MGF1. */
  readonly mask: string;
  readonly maskHash: string | undefined;
  /** Bytes. */
  readonly saltLength: number;
  readonly trailerField: number;
}

/** AlgorithmIdentifier (RFC 5280 4.1.1.2). */
export class AlgorithmIdentifier {
  readonly oid: string;
  /** Our name for it: "sha256WithRSAEncryption", "ecdsa-with-SHA384", "Ed25519". */
  readonly name: string | undefined;
  /** Bytes from the start of the input. */
  readonly offset: number;
  readonly #bytes: Uint8Array;
  readonly #parametersStart: number;
  /** Offset of the first byte behind it. */
  readonly end: number;

  constructor(bytes: Uint8Array, start: number, end: number, oid: string, name: string | undefined, parametersStart: number) {
    this.#bytes = bytes;
    this.offset = start;
    this.end = end;
    this.oid = oid;
    this.name = name;
    this.#parametersStart = parametersStart;
  }

  /** The whole element in DER. */
  get der(): Uint8Array {
    return this.#bytes.subarray(this.offset, this.end);
  }

  /** The parameters in DER, as they stand; undefined where they are absent. */
  get parameters(): Uint8Array | undefined {
    return this.#parametersStart < this.end ? this.#bytes.subarray(this.#parametersStart, this.end) : undefined;
  }

  /** Offset of the parameters; undefined where they are absent. */
  get parametersOffset(): number | undefined {
    return this.#parametersStart < this.end ? this.#parametersStart : undefined;
  }

  /** The parameters of RSASSA-PSS; undefined for other algorithms and where they are absent. Throws DerError. */
  get pss(): PssParameters | undefined {
    if (this.oid !== ALGORITHM["RSASSA-PSS"] || this.#parametersStart === this.end) return undefined;
    return readPss(new DerReader(this.#bytes).seek(this.#parametersStart, this.end));
  }
}

/** Reads the AlgorithmIdentifier that the reader stands at. */
export function readAlgorithm(reader: DerReader, what: string): AlgorithmIdentifier {
  const outer = reader.open(SEQUENCE, what);
  const start = reader.start;
  reader.expect(OBJECT_IDENTIFIER, what);
  const known = findKnownOid(reader.bytes, reader.content, reader.contentEnd);
  const oid = known?.oid ?? decodeOid(reader.bytes, reader.content, reader.contentEnd);
  const parametersStart = reader.position;
  if (!reader.atEnd) skipElement(reader, what, oid === ALGORITHM["RSASSA-PSS"] ? readPss : undefined);
  const end = reader.end;
  reader.leave(outer, what);
  return new AlgorithmIdentifier(reader.bytes, start, end, oid, known?.name, parametersStart);
}

function readPss(reader: DerReader): PssParameters {
  let hash: string = ALGORITHM["SHA-1"];
  let mask: string = ALGORITHM.mgf1;
  let maskHash: string | undefined = ALGORITHM["SHA-1"];
  let saltLength = 20;
  let trailerField = 1;
  const what = "RSASSA-PSS-params";
  const outer = reader.open(SEQUENCE, what);
  if (reader.peek() === context(0, true)) {
    const at = reader.position;
    const field = reader.open(context(0, true), what);
    const algorithm = readAlgorithm(reader, "hashAlgorithm");
    reader.leave(field, what);
    hash = algorithm.oid;
    if (hash === ALGORITHM["SHA-1"]) reader.fault("default-encoded", at, "hashAlgorithm has its default value, which DER leaves out");
  }
  if (reader.peek() === context(1, true)) {
    const at = reader.position;
    const field = reader.open(context(1, true), what);
    const algorithm = readAlgorithm(reader, "maskGenAlgorithm");
    reader.leave(field, what);
    mask = algorithm.oid;
    maskHash = undefined;
    if (mask === ALGORITHM.mgf1 && algorithm.parametersOffset !== undefined) {
      maskHash = readAlgorithm(new DerReader(reader.bytes).seek(algorithm.parametersOffset, algorithm.end), "MGF1's hash").oid;
      if (maskHash === ALGORITHM["SHA-1"]) reader.fault("default-encoded", at, "maskGenAlgorithm has its default value, which DER leaves out");
    }
  }
  if (reader.peek() === context(2, true)) {
    const at = reader.position;
    const field = reader.open(context(2, true), what);
    saltLength = reader.smallInteger("saltLength");
    reader.leave(field, what);
    if (saltLength === 20) reader.fault("default-encoded", at, "saltLength has its default value, which DER leaves out");
  }
  if (reader.peek() === context(3, true)) {
    const at = reader.position;
    const field = reader.open(context(3, true), what);
    trailerField = reader.smallInteger("trailerField");
    reader.leave(field, what);
    if (trailerField === 1) reader.fault("default-encoded", at, "trailerField has its default value, which DER leaves out");
  }
  reader.leave(outer, what);
  if (saltLength < 0) throw new DerError("integer-too-large", reader.start, "saltLength is negative");
  return { hash, hashName: oidName(hash), mask, maskHash, saltLength, trailerField };
}

/** Whether the parameters are NULL, and nothing else. */
export function hasNullParameters({ parameters }: AlgorithmIdentifier): boolean {
  return parameters?.length === 2 && parameters[0] === 5 && parameters[1] === 0;
}

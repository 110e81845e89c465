import assert from "node:assert/strict";
import { Certificate } from "../../../../../src/core/x509/certificate.ts";
import { DER_ERROR_CODES, DerError } from "../../../../../src/core/x509/der/error.ts";

/** Getters of the prototype that hash: slow and without a way to fail. */
const HASHES: ReadonlySet<string> = new Set(["sha1", "sha256", "spkiSha256"]);

/** All getters of a Certificate, taken from the class itself so that none is forgotten; `problems` is read apart. */
export const GETTERS = Object.entries(Object.getOwnPropertyDescriptors(Certificate.prototype))
  .filter(([name, descriptor]) => descriptor.get !== undefined && !HASHES.has(name) && name !== "problems")
  .map(([name]) => name as Exclude<keyof Certificate, "extension">);

const CODES: ReadonlySet<string> = new Set(DER_ERROR_CODES);

/** Demands that an error is ours, names a known code and a place within the bytes. */
export function assertOurs(error: unknown, length: number): asserts error is DerError {
  if (!(error instanceof DerError)) throw new Error("an exception that is no DerError", { cause: error });
  if (!CODES.has(error.code) || !Number.isInteger(error.offset) || error.offset < 0 || error.offset > length) {
    throw new Error(`code "${error.code}" at ${error.offset} of ${length}`, { cause: error });
  }
}

/** The value read last, so that reading is not idle. */
export let used: unknown;

/** Reads all there is; gives how many getters threw, -1 where parse did. */
export function readEverything(der: Uint8Array): number {
  let certificate: Certificate;
  try {
    certificate = Certificate.parse(der);
  } catch (error) {
    assertOurs(error, der.length);
    return -1;
  }
  let thrown = 0;
  const refused: DerError[] = [];
  for (const getter of GETTERS) {
    try {
      used = certificate[getter];
    } catch (error) {
      assertOurs(error, der.length);
      refused.push(error);
      thrown++;
    }
  }
  try {
    used = [certificate.signatureAlgorithm.pss, certificate.subject.toString(), certificate.issuer.toString()];
  } catch (error) {
    assertOurs(error, der.length);
    refused.push(error);
  }
  const problems = certificate.problems;
  for (const problem of problems) assertOurs(problem, der.length);
  // What a getter refuses is among the problems, at the same place.
  for (const error of refused) {
    if (!problems.some((problem) => problem.offset === error.offset)) assert.fail(`${error.message} is not among the problems`);
  }
  return thrown;
}

import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { SEQUENCE, context, tagName } from "../der/tags.ts";
import { readGeneralNames, type GeneralName } from "../general-name.ts";
import { readFilledList } from "../list.ts";
import { readRdn, type RelativeDistinguishedName } from "../name.ts";

/** RFC 5280 4.2.1.13, in the order of the bits. */
const REASONS = [
  "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation", "certificateHold",
  "privilegeWithdrawn", "aACompromise",
] as const;

export type RevocationReason = (typeof REASONS)[number];

/** RFC 5280 4.2.1.13. */
export interface DistributionPoint {
  readonly fullName?: readonly GeneralName[];
  readonly relativeName?: RelativeDistinguishedName;
  readonly reasons?: ReadonlySet<RevocationReason>;
  readonly crlIssuer?: readonly GeneralName[];
}

/** cRLDistributionPoints and freshestCRL. */
export function readDistributionPoints(reader: DerReader, what: string): readonly DistributionPoint[] {
  return readFilledList(reader, what, readPoint);
}

const NAME = context(0, true);
const REASON_FLAGS = context(1, false);
const CRL_ISSUER = context(2, true);
const FULL_NAME = context(0, true);
const RELATIVE_NAME = context(1, true);

function readPoint(reader: DerReader, what: string): DistributionPoint {
  const outer = reader.open(SEQUENCE, what);
  let fullName: GeneralName[] | undefined;
  let relativeName: RelativeDistinguishedName | undefined;
  let reasons: ReadonlySet<RevocationReason> | undefined;
  if (reader.peek() === NAME) {
    const name = reader.open(NAME, what);
    const choice = reader.peek();
    if (choice === FULL_NAME) fullName = readGeneralNames(reader, FULL_NAME, what);
    else if (choice === RELATIVE_NAME) relativeName = readRdn(reader, RELATIVE_NAME, what);
    else if (choice === -1) throw new DerError("missing-element", reader.position, `${what} has an empty name`);
    else throw new DerError("unknown-choice", reader.position, `${what} has a name of a kind that does not exist: ${tagName(choice)}`);
    reader.leave(name, what);
  }
  if (reader.peek() === REASON_FLAGS) {
    reader.next(what);
    const bits = reader.namedBits("reasons");
    reasons = new Set(REASONS.filter((_, bit) => (bits & (1 << bit)) !== 0));
  }
  const crlIssuer = reader.peek() === CRL_ISSUER ? readGeneralNames(reader, CRL_ISSUER, "cRLIssuer") : undefined;
  reader.leave(outer, what);
  return { ...(fullName && { fullName }), ...(relativeName && { relativeName }), ...(reasons && { reasons }), ...(crlIssuer && { crlIssuer }) };
}

import type { DerReader } from "../der/reader.ts";
import { BOOLEAN, SEQUENCE, context } from "../der/tags.ts";
import { readGeneralName, type GeneralName } from "../general-name.ts";
import { readFilledList } from "../list.ts";

/** RFC 5280 4.2.1.9. */
export interface BasicConstraints {
  readonly ca: boolean;
  /** Intermediates allowed below; negative where the certificate says so. */
  readonly pathLength?: number;
}

/** RFC 5280 4.2.1.10. */
export interface NameConstraints {
  readonly permitted?: readonly GeneralSubtree[];
  readonly excluded?: readonly GeneralSubtree[];
}

export interface GeneralSubtree {
  readonly base: GeneralName;
  /** RFC 5280 allows 0 alone. */
  readonly minimum: number;
  /** RFC 5280 forbids it. */
  readonly maximum?: number;
}

/** RFC 5280 4.2.1.11. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
}

export function readBasicConstraints(reader: DerReader): BasicConstraints {
  const what = "basicConstraints";
  const outer = reader.open(SEQUENCE, what);
  let ca = false;
  if (reader.peek() === BOOLEAN) {
    ca = reader.boolean("basicConstraints' cA");
    if (!ca) reader.fault("default-encoded", reader.start, "basicConstraints says that cA is false, which DER leaves out");
  }
  const pathLength = reader.atEnd ? undefined : reader.smallInteger("pathLenConstraint");
  reader.leave(outer, what);
  return pathLength === undefined ? { ca } : { ca, pathLength };
}

export function readNameConstraints(reader: DerReader): NameConstraints {
  const what = "nameConstraints";
  const outer = reader.open(SEQUENCE, what);
  if (reader.atEnd) reader.fault("sequence-empty", reader.start, "nameConstraints constrains nothing");
  const permitted = reader.peek() === context(0, true) ? readSubtrees(reader, 0) : undefined;
  const excluded = reader.peek() === context(1, true) ? readSubtrees(reader, 1) : undefined;
  reader.leave(outer, what);
  return { ...(permitted && { permitted }), ...(excluded && { excluded }) };
}

function readSubtrees(reader: DerReader, number: 0 | 1): GeneralSubtree[] {
  return readFilledList(reader, number === 0 ? "permittedSubtrees" : "excludedSubtrees", readSubtree, context(number, true));
}

function readSubtree(reader: DerReader, what: string): GeneralSubtree {
  const outer = reader.open(SEQUENCE, what);
  const base = readGeneralName(reader, what, true);
  let minimum = 0;
  if (reader.peek() === context(0, false)) {
    reader.next("minimum");
    minimum = reader.smallIntegerContent("minimum");
    if (minimum === 0) reader.fault("default-encoded", reader.start, "A subtree's minimum has its default value, which DER leaves out");
  }
  let maximum: number | undefined;
  if (reader.peek() === context(1, false)) {
    reader.next("maximum");
    maximum = reader.smallIntegerContent("maximum");
  }
  reader.leave(outer, what);
  return maximum === undefined ? { base, minimum } : { base, minimum, maximum };
}

export function readPolicyConstraints(reader: DerReader): PolicyConstraints {
  const what = "policyConstraints";
  const outer = reader.open(SEQUENCE, what);
  if (reader.atEnd) reader.fault("sequence-empty", reader.start, "policyConstraints constrains nothing");
  const requireExplicitPolicy = readSkipCerts(reader, 0, "requireExplicitPolicy");
  const inhibitPolicyMapping = readSkipCerts(reader, 1, "inhibitPolicyMapping");
  reader.leave(outer, what);
  return {
    ...(requireExplicitPolicy !== undefined && { requireExplicitPolicy }),
    ...(inhibitPolicyMapping !== undefined && { inhibitPolicyMapping }),
  };
}

function readSkipCerts(reader: DerReader, number: number, what: string): number | undefined {
  if (reader.peek() !== context(number, false)) return undefined;
  reader.next(what);
  return reader.smallIntegerContent(what);
}

/** RFC 5280 4.2.1.14: SkipCerts. */
export function readInhibitAnyPolicy(reader: DerReader): number {
  return reader.smallInteger("inhibitAnyPolicy");
}

import type { DeviceAssessment, InterceptionAssessment, InterceptionEvidence } from "../assessment.ts";
import { nameKey } from "../chain/distinguished-name.ts";
import { knownPublicKeyCa } from "../registry/public-key-cas.ts";
import type { RuleContext } from "../rules/context.ts";
import { fenced, type Unjudged } from "../rules/unjudged.ts";
import type { Text } from "../text/message-text.ts";
import { Certificate } from "../x509/certificate.ts";
import { DerError } from "../x509/der/error.ts";
import { matchesServerName } from "../chain/server-name.ts";
import { changeOf } from "./continuity.ts";
import { EVIDENCE } from "./evidence/index.ts";
import type { EvidenceContext, EvidenceHit, EvidenceSource, PublicNames } from "./evidence-source.ts";
import { isExposed } from "./exposure.ts";
import { exceptionFor } from "./pins.ts";
import { productOf } from "./product.ts";
import type { Seen } from "./seen.ts";
import { siteOf } from "./site.ts";
import type { Surroundings } from "./surroundings.ts";
import { countedWeights, verdictOf } from "./weigh.ts";

const OID_COMMON_NAME = "2.5.4.3";
const OID_ORGANIZATION = "2.5.4.10";

/** What says more ranks higher. */
const RANK: Readonly<Record<InterceptionAssessment["verdict"], number>> = { unknown: 0, none: 0, unusual: 1, likely: 2, known: 3 };

/** Nothing is known of a server's certificate. */
export const NOTHING_KNOWN: InterceptionAssessment = { verdict: "unknown", label: null, evidence: [] };

/** What speaks for somebody in the middle of a connection. `unjudged` is told of evidence that threw: "none" is then not said. */
export async function assessInterception(seen: Seen | undefined, facts: RuleContext, around: Surroundings, text: Text, unjudged: Unjudged[] = []): Promise<InterceptionAssessment> {
  if (seen === undefined) return NOTHING_KNOWN;
  const isPublic = seen.trust === "public";
  const siteOf = await siteReader();
  let named: boolean | undefined;
  const context: EvidenceContext = {
    seen, facts, around, siteOf,
    exposed: isExposed(seen, around, siteOf),
    // Names that cannot be read are no reason to think it another's. Most evidence does not come so far as to ask.
    get named() { return named ??= facts.leaf?.read((certificate) => matchesServerName(certificate, seen.host)) !== false; },
    publicNames: isPublic ? undefined : await (publicNames ??= readPublicNames()),
  };
  const before = unjudged.length;
  const found = EVIDENCE.flatMap((source): Found[] => {
    const hit = fenced(`interception/${source.id}`, unjudged, () => source.look(context), undefined);
    return hit === undefined ? [] : [{ source, hit }];
  });
  const expected = isExpected(seen, around);
  const excused = expected || exceptionFor(seen, around.exceptions ?? [])?.sameKey === true;
  const label = isPublic ? null : labelOf(facts);
  const enough = unjudged.length === before && isEnough(seen, around);
  const weighed = (calm: boolean): number[] => countedWeights(
    found.map(({ source: { excused: excusable, restsOnRoot }, hit: { weight } }) => ({ weight: calm && excusable ? 0 : weight, restsOnRoot })), seen.rootUnsure === true,
  );
  const counted = verdictOf(weighed(excused), label !== null, enough);
  // Whom the person expects is there all the same: it is named on every page, and nothing else of it is worth a word.
  const whole = verdictOf(weighed(false), label !== null, enough);
  const verdict = expected && (counted === "none" || counted === "unknown") && whole !== "none" && whole !== "unknown" ? "known" : counted;
  if (around.told !== undefined && RANK[around.told.verdict] >= RANK[verdict] && around.told.evidence.length > 0) return around.told;
  const evidence = found.map(({ source, hit }) => described(source, hit, excused && source.excused, text)).sort((one, other) => other.weight - one.weight);
  return {
    verdict, evidence,
    label: verdict === "none" || verdict === "unknown" ? null : label ?? (isPublic ? labelOfPublicKey(facts) : null),
    ...(expected ? { expected: { name: seen.root.name } } : {}),
  };
}

interface Found {
  source: EvidenceSource;
  hit: EvidenceHit;
}

function described({ id }: EvidenceSource, { weight, params, certificates }: EvidenceHit, excused: boolean, text: Text): InterceptionEvidence {
  const stem = evidenceStem(id);
  return {
    id, weight: excused ? 0 : weight, params, certificates,
    message: text(`interception_${stem}_message`, params),
    otherwise: text(`interception_${stem}_otherwise`, params),
    ...(excused ? { excused: true } : {}),
  };
}

/** "private-anchor" gives "private_anchor", the middle of its message keys. */
function evidenceStem(id: string): string {
  return id.replaceAll("-", "_");
}

/** Whether the person expects the CA at the end of the chain. */
function isExpected({ trust, root, anchor, chainKeys }: Seen, { expected }: Surroundings): boolean {
  if (expected === undefined || trust === "public") return false;
  return expected.has(root.id) || (anchor !== null && expected.has(anchor)) || chainKeys.slice(1).some((key) => expected.has(key));
}

/** Whether "none" can be said where nothing was found. */
function isEnough(seen: Seen, { memory, exceptions = [] }: Surroundings): boolean {
  switch (seen.trust) {
    case "public":
    case "private":
      return true;
    case "untrusted":
      // A device that nobody vouches for is itself as long as its key is.
      return exceptionFor(seen, exceptions)?.sameKey === true || (memory !== null && memory !== undefined && memory.keys.some(({ key }) => key === seen.key));
    case "unknown":
      return false;
  }
}

/** The product whose name an issuer of the chain bears: a label, of issuers alone. */
function labelOf(facts: RuleContext): string | null {
  return productOf(facts.path) ?? labelOfPublicKey(facts);
}

function labelOfPublicKey({ path, anchor, presented }: RuleContext): string | null {
  for (const stored of [...path, ...anchor === undefined ? [] : [anchor], ...presented]) {
    const name = knownPublicKeyCa(stored.sha256) ?? knownPublicKeyCa(stored.read(({ spkiSha256 }) => spkiSha256) ?? "");
    if (name !== undefined) return name;
  }
  return null;
}

/** What is known of a device on the local network; undefined for hosts of the public network, and where nothing is known. */
export function assessDevice(seen: Seen | undefined, { memory, exceptions = [] }: Surroundings): DeviceAssessment | undefined {
  if (seen === undefined || seen.place === "public") return undefined;
  const accepted = exceptionFor(seen, exceptions);
  const own = memory?.keys.filter(({ key }) => key === seen.key) ?? [];
  const since = Math.min(...own.map(({ firstSeen }) => firstSeen), ...accepted?.sameKey === true ? [Date.parse(accepted.exception.since)] : []);
  const change = memory === null || memory === undefined ? undefined : changeOf(seen, memory);
  const changed = accepted?.sameKey !== true && (change?.kind === "key-changed" || change?.kind === "anchor-replaced" || change?.kind === "public-to-private" || change?.kind === "key-returned");
  const state = changed ? "changed" : Number.isFinite(since) && (accepted?.sameKey === true || since < seen.time) ? "known" : memory === undefined ? "unknown" : "new";
  return { place: seen.place, state, key: seen.key, ...(state === "known" ? { since: new Date(since).toISOString() } : {}) };
}

let siteReading: Promise<(host: string) => string> | undefined;

/** Finds who a host belongs to; the list of public suffixes is loaded when somebody first asks. */
export function siteReader(): Promise<(host: string) => string> {
  return siteReading ??= import("../registry/public-suffixes.ts").then(({ isPublicSuffix }) => (host: string) => siteOf(host, isPublicSuffix));
}

let publicNames: Promise<PublicNames> | undefined;

/** Reads the names of the bundled roots, once. */
async function readPublicNames(): Promise<PublicNames> {
  const { allRoots } = await import("../registry/roots.ts");
  const names = new Set<string>();
  const organizations = new Set<string>();
  const { CA_COMPANIES, CA_ORGANIZATIONS } = await import("../registry/ca-organizations.ts");
  for (const root of allRoots()) {
    try {
      const { subject } = Certificate.parse(root.der());
      names.add(nameKey(subject));
      for (const organization of subject.attribute(OID_ORGANIZATION)) organizations.add(organization.toLowerCase());
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      // A root that cannot be read has no name to borrow.
      continue;
    }
  }
  return {
    isRoot: (name) => names.has(nameKey(name)),
    organization: (name) => name.attribute(OID_ORGANIZATION).find((organization) => {
      const own = organization.toLowerCase();
      const intermediates = CA_COMPANIES.get(own);
      if (intermediates === undefined) return CA_ORGANIZATIONS.has(own) || organizations.has(own);
      return name.attribute(OID_COMMON_NAME).some((common) => intermediates.some((begin) => common.toLowerCase().startsWith(begin)));
    }),
  };
}

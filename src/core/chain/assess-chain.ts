import { isShippedBy } from "../registry/shipped-roots.ts";
import type { Certificate } from "../x509/certificate.ts";
import { AnchorList, AnchorUnion } from "./anchor-set.ts";
import type { TrustAnchor, TrustAnchors } from "./anchors.ts";
import { Budget, DEFAULT_BUDGET, type BudgetLimits } from "./budget.ts";
import { hintOf, IssuerCandidates, looksSelfSigned } from "./candidates.ts";
import { chooseLeaf } from "./choose-leaf.ts";
import { compareSent } from "./compare-sent.ts";
import { BROWSERS } from "./clients/browsers.ts";
import { listFaults } from "./clients/list-faults.ts";
import type { ClientRules } from "./clients/rules.ts";
import { STRICT } from "./clients/strict.ts";
import type { Fault } from "./fault.ts";
import { messageStem } from "./message-stem.ts";
import { certificatesOfPath, faultsOf, toleratedOn, type PathFault, type PathStep } from "./path.ts";
import { PathBuilder, sameSubjectAndKey, type FoundPaths } from "./path-building.ts";
import type { PresentedCertificate } from "./presented.ts";
import { readOr } from "./read-or.ts";
import { allowedAnchors, type AnchorRestriction } from "./restriction.ts";
import type { ChainError, ChainResult } from "./result.ts";
import { sameName } from "./same-name.ts";
import { sentCost } from "./sent-cost.ts";
import { parseServerName } from "./server-name.ts";
import { SignatureVerifier } from "./signature.ts";
import { hasWildcard } from "./validate/leaf-name.ts";
import { missingIssuer } from "./where-to-get.ts";

export interface ChainInput {
  /** DNS name or IP address. */
  host: string;
  /** The time that the judgement is made for, in milliseconds since the epoch. */
  time: number;
  /** As the server sent them. Absent: not known. */
  sent?: readonly PresentedCertificate[];
  /** As the browser built them, leaf first, anchor last. Absent: not known. */
  built?: readonly PresentedCertificate[];
  /** The server's own certificate, where that alone is known. */
  leaf?: PresentedCertificate;
  /** Intermediates seen elsewhere that a browser would remember. */
  known?: readonly PresentedCertificate[];
  /** Absent: nobody to trust, so that only the browser's verdict counts. */
  anchors?: TrustAnchors;
  /** Anchors that a host's path must end at, whatever else is trusted. */
  restrictions?: readonly AnchorRestriction[];
  /** Whether the browser found the chain valid, without a person's exception. Absent: no browser spoke. */
  browserVerdict?: boolean;
  /** Whether the browser's own list has the root that it built the chain to. Absent: it did not tell. */
  rootIsBuiltIn?: boolean;
  /** "trust": the key identifiers are believed. Default: "trust" where the browser found the chain valid, else "check". */
  signatures?: "check" | "trust";
  /** Whose judgement it is. Default: what both browsers accept. */
  rules?: ClientRules;
  /** Whether the server stapled an OCSP response. Absent: not known. */
  ocspStapled?: boolean;
  /** Intermediates of a path that are not self-issued, at most. Default: no bound but the budget. */
  maxIntermediates?: number;
  /** Shared among chains, it remembers the signatures that it has verified. */
  verifier?: SignatureVerifier;
  budget?: Readonly<BudgetLimits>;
}

/** No path to an anchor of ours, and nothing wrong on the way as far as it goes. */
const UNTRUSTED: ReadonlySet<string> = new Set(["chain/untrusted", "chain/issuer-missing", "chain/issuer-other-key"]);
const EMPTY: ReadonlySet<string> = new Set();
const NOTHING_TRUSTED: TrustAnchors = { bySubject: () => [], byKeyIdentifier: () => [] };

/** What a judgement found, before it is held against what was sent. */
interface Judgement {
  verdict: ChainResult["verdict"];
  decidedBy: ChainResult["decidedBy"];
  /** Leaf first; not all the way to an anchor where `anchor` is undefined. */
  path: readonly Certificate[];
  anchor: TrustAnchor | undefined;
  errors: ChainError[];
  /** What the standards forbid and the client lets pass. */
  advice: ChainError[];
  useful: ReadonlySet<string>;
  neededBesides: ReadonlySet<string>;
  sentSuffices: boolean | null;
}

/**
 * Finds the right path from the server's certificate to a trust anchor, says why there is none, and what each sent
 * certificate is for. A browser's verdict goes before ours; restrictions go before both. Bad certificates never make it
 * throw.
 */
export async function assessChain(input: ChainInput): Promise<ChainResult> {
  const judgement = await judge(input);
  const { path, anchor } = judgement;
  const hashes = path.map((certificate) => certificate.sha256);
  const base = {
    verdict: judgement.verdict, decidedBy: judgement.decidedBy, errors: judgement.errors, advice: judgement.advice,
    path: anchor ? hashes : null, partialPath: anchor ? [] : hashes,
    anchor: anchor ? { sha256: anchor.certificate.sha256, source: anchor.source, vetted: anchor.vetted } : null,
  };
  const { sent } = input;
  if (!sent) {
    return {
      ...base, sent: [], missing: [], ordered: null, leafFirst: null, sentSuffices: null, whereToGet: whereToGet(path, anchor, EMPTY),
      builtNeverSent: [], expiredCrossSigns: [], cost: null,
    };
  }
  const compared = compareSent(sent, path, anchor !== undefined, judgement.useful, judgement.neededBesides, input.time);
  const wasSent = new Set(sent.map(({ sha256 }) => sha256));
  const needed = new Map(compared.sent.map((certificate, i) => [i, certificate.needed]));
  return {
    ...base, ...compared,
    leafFirst: path[0] ? sent[0]?.sha256 === path[0].sha256 : null,
    sentSuffices: judgement.sentSuffices,
    whereToGet: whereToGet(path, anchor, wasSent),
    builtNeverSent: (input.built ?? []).slice(0, -1).filter(({ sha256 }) => !wasSent.has(sha256)).map(({ sha256 }) => sha256),
    cost: sentCost(sent.map((presented, i) => ({ presented, needed: needed.get(i) ?? false }))),
  };
}

async function judge(input: ChainInput): Promise<Judgement> {
  const { sent = [], built = [], browserVerdict } = input;
  // The host is looked at where it matters alone: what does not hang on it holds for other hosts too.
  const presented = built[0] ?? (input.leaf && sent.length === 0 ? input.leaf : chooseLeaf(input.host, sent, built));
  const leaf = presented?.certificate;
  if (!leaf) return withoutLeaf(presented, browserVerdict);
  const builtPath = certificatesIn(built);
  const builtAnchor = builtPath[builtPath.length - 1];
  if (browserVerdict === true && builtAnchor && builtPath.length === built.length) return judgeVouched(input, builtPath, builtAnchor);
  if (!input.anchors) return judgeWithoutAnchors(input, leaf);
  const own = await validate(input, leaf, input.anchors);
  if (browserVerdict === undefined) return own;
  if (browserVerdict) {
    // Valid for the browser, along a path that it did not tell.
    const found = own.verdict === "valid";
    const restricted = own.errors.filter(({ rule }) => rule === "chain/restricted-anchor");
    return { ...own, decidedBy: "browser", verdict: restricted.length > 0 ? "invalid" : "valid", errors: restricted, anchor: found || restricted.length > 0 ? own.anchor : undefined };
  }
  // The browser's anchors are not ours: that we know none says something only where nothing else explains its verdict.
  const explaining = own.errors.filter(({ rule }) => !UNTRUSTED.has(rule));
  const errors = own.verdict === "valid" ? [chainError({ rule: "chain/browser-rejected", params: [] })] : explaining.length > 0 ? explaining : own.errors;
  return { ...own, decidedBy: "browser", verdict: "invalid", errors };
}

/** No certificate of the server, or one that cannot be read. */
function withoutLeaf(presented: PresentedCertificate | undefined, browserVerdict: boolean | undefined): Judgement {
  const faults = presented ? malformedErrors([presented]) : [];
  const verdict = browserVerdict === undefined ? (faults.length > 0 ? "invalid" : "unknown") : browserVerdict ? "valid" : "invalid";
  const errors = verdict !== "invalid" ? [] : faults.length > 0 ? faults : [chainError({ rule: "chain/browser-rejected", params: [] })];
  const decidedBy = browserVerdict !== undefined ? "browser" : verdict === "unknown" ? "nobody" : "path-validation";
  return { verdict, decidedBy, path: [], anchor: undefined, errors, advice: [], useful: EMPTY, neededBesides: EMPTY, sentSuffices: null };
}

/** Nobody to trust: the browser's verdict alone counts, and what is wrong with the certificates is told where it refused them. */
async function judgeWithoutAnchors(input: ChainInput, leaf: Certificate): Promise<Judgement> {
  const judgement = withoutLeaf(undefined, input.browserVerdict);
  const { built = [], sent = [], known = [] } = input;
  const found = await search(input, leaf, [...built, ...sent, ...known], NOTHING_TRUSTED);
  const faults = input.browserVerdict === false ? faultsOf(found.furthest).map(chainError) : [];
  return { ...judgement, path: certificatesOfPath(found.furthest), errors: faults.length > 0 ? faults : judgement.errors };
}

/** The browser built this path and found it valid. */
async function judgeVouched(input: ChainInput, path: readonly Certificate[], last: Certificate): Promise<Judgement> {
  const anchors = input.anchors ?? NOTHING_TRUSTED;
  // Where the browser told whose root it is, nothing has to be looked up.
  const looked = input.rootIsBuiltIn === undefined ? await knownAnchor(anchors, last) : undefined;
  const anchor: TrustAnchor = looked ?? { certificate: last, source: "browser", vetted: input.rootIsBuiltIn ?? false };
  const restricted = restrictionFault(input, anchor);
  const judgement: Judgement = {
    verdict: restricted ? "invalid" : "valid", decidedBy: restricted ? "path-validation" : "browser", path, anchor,
    errors: restricted ? [chainError({ ...restricted, certificate: last })] : [],
    advice: [], useful: EMPTY, neededBesides: EMPTY, sentSuffices: null,
  };
  const { sent } = input;
  const [leaf] = path;
  if (!sent || !leaf) return judgement;
  const onPath = new Set(path.map(({ sha256 }) => sha256));
  const wasSent = new Set(sent.map(({ sha256 }) => sha256));
  const complete = path.every((certificate) => certificate === last || wasSent.has(certificate.sha256));
  if (complete && sent.every(({ sha256 }) => onPath.has(sha256))) return { ...judgement, sentSuffices: true };
  const trusted = new AnchorUnion(anchors, new AnchorList([last], "browser", () => true));
  const found = await search(input, leaf, sent, trusted);
  const sufficient = isValid(found);
  return {
    ...judgement, useful: new Set([...found.useful, ...crossSigns(sent, path, input.time)]), sentSuffices: complete || sufficient,
    neededBesides: !complete && sufficient && found.best ? new Set(certificatesOfPath(found.best).slice(0, -1).map(({ sha256 }) => sha256)) : EMPTY,
  };
}

/**
 * Sent certificates that give a CA of the path another issuer. Whom else the browser trusts is not known here, but it is
 * for those who trust that issuer that they are sent.
 */
function* crossSigns(sent: readonly PresentedCertificate[], path: readonly Certificate[], time: number): Generator<string> {
  for (const certificate of certificatesIn(sent)) {
    const inTime = readOr(() => certificate.notBefore <= time && time <= certificate.notAfter, false);
    if (inTime && path.slice(1).some((other) => other !== certificate && sameSubjectAndKey(other, certificate))) yield certificate.sha256;
  }
}

/** Our own path validation: with what was sent alone, as a client that knows nothing else; then with all that is known. */
async function validate(asked: ChainInput, leaf: Certificate, anchors: TrustAnchors): Promise<Judgement> {
  const input = rulesByOrder(asked);
  const { sent, built = [], known = [], rules = BROWSERS } = input;
  const atHand = [...(sent ?? []), ...built, ...known];
  const refusedInList = sent ? listFaults(rules, sent, { time: input.time, host: input.host }) : [];
  let found = await search(input, leaf, sent ?? atHand, anchors);
  const sentSuffices = sent ? isValid(found) : null;
  if (!isValid(found) && sent && rules.remembers && built.length + known.length > 0) {
    const withAll = await search(input, leaf, atHand, anchors);
    if (withAll.best && (!found.best || withAll.best.faultCount < found.best.faultCount)) found = withAll;
  }
  const { best } = found;
  const notFirst = leafNotFirst(input, leaf);
  const valid = isValid(found) && refusedInList.length === 0 && notFirst.length === 0;
  const errors = isValid(found) ? notFirst : best ? [...notFirst, ...faultsOf(best).map(chainError)] : [...notFirst, ...errorsWithoutAnchor(found), ...malformedErrors(sent ?? [])];
  return {
    verdict: valid ? "valid" : "invalid", decidedBy: "path-validation",
    path: certificatesOfPath(best ?? found.furthest), anchor: best?.anchor,
    errors: [...errors, ...refusedInList.filter((fault) => !errors.some(({ rule, certificate }) => rule === fault.rule && certificate === fault.sha256)).map(({ sha256, ...fault }) => ({ ...chainError(fault), certificate: sha256 }))],
    advice: best ? adviceOn(best) : [],
    useful: found.useful, neededBesides: EMPTY, sentSuffices,
  };
}

/**
 * The path is that of the certificate that the server meant; a client takes the first one for the server's (RFC 8446 section 4.4.2), and
 * the handshake is signed with another key than that one's.
 */
function leafNotFirst({ sent, built = [] }: ChainInput, leaf: Certificate): ChainError[] {
  return built.length > 0 || sent?.[0] === undefined || sent[0].sha256 === leaf.sha256 ? [] : [chainError({ rule: "chain/leaf-not-first", params: [], certificate: leaf })];
}

/** With the rules of a client that differ where it has to bring what was sent into order itself. */
function rulesByOrder(input: ChainInput): ChainInput {
  const { sent, rules } = input;
  return rules?.unordered === undefined || !sent || followsItself(sent) ? input : { ...input, rules: { ...rules, ...rules.unordered } };
}

/** Whether each certificate names the one behind it as its issuer. */
function followsItself(sent: readonly PresentedCertificate[]): boolean {
  return sent.every(({ certificate }, i) => {
    const before = sent[i - 1]?.certificate;
    return i === 0 || readOr(() => before !== undefined && certificate !== undefined && sameName(before.issuer, certificate.subject), false);
  });
}

/** What the strict rules say of a path beside, once for each thing and certificate. */
function adviceOn(path: PathStep): ChainError[] {
  return toleratedOn(path).filter(({ breach }) => breach === undefined || !STRICT.tolerates.has(breach)).map(chainError);
}

interface Found extends FoundPaths {
  exhausted: keyof BudgetLimits | undefined;
}

async function search(input: ChainInput, leaf: Certificate, atHand: readonly PresentedCertificate[], anchors: TrustAnchors): Promise<Found> {
  const { host, time, browserVerdict, rules = BROWSERS, ocspStapled } = input;
  const limits = input.budget ?? DEFAULT_BUDGET;
  const budget = new Budget({ ...limits, nameComparisons: Math.min(limits.nameComparisons, rules.maxNameComparisons ?? Infinity) });
  const signatures = input.signatures ?? (browserVerdict === true ? "trust" : "check");
  const certificates = new Map(atHand.flatMap(({ sha256, certificate }) => certificate ? [[sha256, certificate] as const] : []));
  const builder = new PathBuilder({
    candidates: new IssuerCandidates(certificates.values(), anchors),
    context: { time, serverName: parseServerName(host), host, ...await publicSuffixes(leaf), ...(ocspStapled === undefined ? {} : { ocspStapled }) },
    rules,
    budget,
    verifier: signatures === "check" ? input.verifier ?? new SignatureVerifier() : undefined,
    maxIntermediates: input.maxIntermediates ?? Infinity,
    refuseAnchor: (anchor) => restrictionFault(input, anchor) ?? programFault(rules, anchor),
  });
  const found = await builder.find(leaf, new Set(input.sent ? certificates.keys() : []));
  return { ...found, exhausted: budget.exhausted };
}

/** The public suffixes are loaded where a wildcard has to be held against them. */
async function publicSuffixes(leaf: Certificate): Promise<{ isPublicSuffix?: (domain: string) => boolean }> {
  if (!readOr(() => hasWildcard(leaf), false)) return {};
  const { isPublicSuffix } = await import("../registry/public-suffixes.ts");
  return { isPublicSuffix };
}

function isValid({ best }: FoundPaths): boolean {
  return best?.faultCount === 0;
}

async function knownAnchor(anchors: TrustAnchors, certificate: Certificate): Promise<TrustAnchor | undefined> {
  return new IssuerCandidates([], anchors).anchorOf(certificate);
}

/** An anchor of Mozilla's list that the client's own root program does not have. */
function programFault({ program }: ClientRules, { certificate, source }: TrustAnchor): Fault | undefined {
  if (program === undefined || source !== "mozilla" || isShippedBy(program, certificate.sha256)) return undefined;
  return { rule: "chain/untrusted", params: [readText(() => certificate.subject.toString())], breach: "not-in-program" };
}

function restrictionFault(input: ChainInput, { certificate }: TrustAnchor): Fault | undefined {
  const { restrictions = [] } = input;
  const allowed = restrictions.length > 0 ? allowedAnchors(input.host, restrictions) : undefined;
  if (!allowed || allowed.has(certificate.sha256) || allowed.has(certificate.spkiSha256)) return undefined;
  return { rule: "chain/restricted-anchor", params: [input.host, readText(() => certificate.subject.toString())] };
}

/** Why no path reaches an anchor, and what else is wrong with the certificates on the way. */
function errorsWithoutAnchor({ furthest, badSignatures, exhausted }: Found): ChainError[] {
  const errors = faultsOf(furthest).map(chainError);
  const { certificate, length } = furthest;
  const subject = readText(() => certificate.subject.toString());
  const issuer = readText(() => certificate.issuer.toString());
  // Where the search was given up, nobody knows what it would have found.
  if (exhausted) return [...errors, chainError({ rule: "chain/budget", params: [exhausted] })];
  if (issuer === "") return [...errors, chainError({ rule: "chain/issuer-nameless", params: [], certificate })];
  const bad = badSignatures.filter((signature) => signature.certificate === certificate).map((signature) => signature.issuer);
  // Identifiers that differ say that another key was meant: nothing is forged, the right certificate of that name is not here.
  const forged = bad.find((other) => hintOf(certificate, other) !== 2);
  const [otherKey] = bad;
  const urls = missingIssuer(certificate).urls.join(" ") || "–";
  if (forged) {
    errors.push(chainError({ rule: "chain/bad-signature", params: [issuer, forged.sha256], certificate }));
  } else if (looksSelfSigned(certificate)) {
    errors.push(chainError({ rule: length === 1 ? "chain/self-signed" : "chain/untrusted", params: [subject], certificate }));
    return errors;
  } else if (otherKey) {
    errors.push(chainError({ rule: "chain/issuer-other-key", params: [issuer, subject, urls], certificate }));
  } else {
    errors.push(chainError({ rule: "chain/issuer-missing", params: [issuer, subject, urls], certificate }));
  }
  errors.push(chainError({ rule: "chain/untrusted", params: [issuer], certificate }));
  return errors;
}

function whereToGet(path: readonly Certificate[], anchor: TrustAnchor | undefined, wasSent: ReadonlySet<string>): ChainResult["whereToGet"] {
  const last = path[path.length - 1];
  if (wasSent.size === 0 || !last) return [];
  const missing = path.slice(0, -1).flatMap((certificate, i) => {
    const issuer = path[i + 1];
    const isAnchor = anchor !== undefined && i + 1 === path.length - 1;
    return issuer && !isAnchor && !wasSent.has(issuer.sha256) ? [missingIssuer(certificate, issuer.sha256)] : [];
  });
  return anchor || looksSelfSigned(last) ? missing : [...missing, missingIssuer(last)];
}

function malformedErrors(presented: readonly PresentedCertificate[]): ChainError[] {
  return presented.flatMap(({ certificate, faults, sha256 }) => {
    const [fault] = faults;
    return certificate || !fault ? [] : [{ ...chainError({ rule: "chain/malformed", params: [fault.message], offset: fault.offset }), certificate: sha256 }];
  });
}

function chainError({ rule, params, offset, certificate, platform }: Fault & Partial<Pick<PathFault, "certificate">>): ChainError {
  return {
    rule, key: `${messageStem(rule)}_message`, params,
    ...(certificate ? { certificate: certificate.sha256 } : {}), ...(offset === undefined ? {} : { offset }), ...(platform === undefined ? {} : { platform }),
  };
}

function certificatesIn(presented: readonly PresentedCertificate[]): Certificate[] {
  return presented.flatMap(({ certificate }) => certificate ? [certificate] : []);
}

function readText(read: () => string): string {
  return readOr(read, "?");
}

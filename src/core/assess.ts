import type { Assessment, ChainAssessment, ClientAssessment, ClientRemedy, ChainComparison, ConnectionFacts, EmbeddedTimestamps, InterceptionAssessment, ProfileResult, Timestamp } from "./assessment.ts";
import { AnchorList } from "./chain/anchor-set.ts";
import type { TrustAnchors } from "./chain/anchors.ts";
import { assessChain, type ChainInput } from "./chain/assess-chain.ts";
import { vettedRoots } from "./chain/bundled-anchors.ts";
import { assessForBrowsers } from "./chain/clients/for-browsers.ts";
import { rulesOf, STORE_CLIENTS, type ClientName, type StoreClient } from "./chain/clients/index.ts";
import { remedyFor } from "./chain/clients/remedy.ts";
import { clientRows, storeChain } from "./chain/clients/rows.ts";
import { messageStem } from "./chain/message-stem.ts";
import type { PathCache } from "./chain/path-cache.ts";
import type { AnchorRestriction } from "./chain/restriction.ts";
import type { ChainError, ChainResult } from "./chain/result.ts";
import { SignatureVerifier } from "./chain/signature.ts";
import { assessDevice, assessInterception, NOTHING_KNOWN } from "./interception/assess-interception.ts";
import { foreignAnchor } from "./interception/foreign-anchor.ts";
import { pastOf, pastRead } from "./interception/past.ts";
import { seenOf, type Seen } from "./interception/seen.ts";
import type { Surroundings } from "./interception/surroundings.ts";
import type { Observation } from "./observation.ts";
import { evaluateProfile } from "./rating/profile/evaluate.ts";
import { PROFILES } from "./rating/profile/profiles.ts";
import type { RatingProfile } from "./rating/profile/profile.ts";
import { rate, unrated } from "./rating/rate.ts";
import { shippedDate } from "./registry/shipped-roots.ts";
import { ratedCertificate, ratedConnection, ratedHit, type RatedCertificate, type RatedHit } from "./rating/rated.ts";
import { ratingKey, type RatedResult, type RatingMemory } from "./rating/rating-memory.ts";
import type { AlikeMemory, RuleAsker } from "./rules/alike.ts";
import { ruleContext, watchNegotiation, type RuleContext } from "./rules/context.ts";
import { FIRST_RULES, NEGOTIATION_RULES, STANDING_RULES } from "./rules/index.ts";
import { rulesThatHit } from "./rules/certificate/run/over-chain.ts";
import { findingsOf, hitsOf, type JudgedHit } from "./rules/run.ts";
import { fenced, fencedLater, failureOf, type Unjudged } from "./rules/unjudged.ts";
import { defined } from "./defined.ts";
import type { Text } from "./text/message-text.ts";
import { MAX_VERIFIED_SCTS, SctVerifier } from "./transparency/sct-verifier.ts";
import type { JudgedSct } from "./transparency/judged-sct.ts";
import { CertificateStore, type StoredCertificate } from "./x509/certificate-store.ts";
import { HeldCertificates } from "./x509/held-certificates.ts";

/** All that a judgement needs beside the observation. */
export interface AssessContext {
  /** The time that the judgement is made for, in milliseconds since the epoch. */
  time: number;
  /** English: what is stored and exported stays comparable. Faces translate from rule ids, keys and parameters. */
  text: Text;
  /** Keeps certificates parsed between calls. Without it each call parses anew. */
  certificates?: CertificateStore;
  /** Whom to trust where the observation does not say. Absent: nobody, so that only the browser's verdict counts. */
  anchors?: TrustAnchors;
  /** Anchors that a host's path must end at. */
  restrictions?: readonly AnchorRestriction[];
  /** Intermediates seen elsewhere (DER), which a browser would remember. */
  knownIntermediates?: readonly Uint8Array[];
  /** Remembers verified signatures between calls. */
  verifier?: SignatureVerifier;
  /** Remembers verified timestamps between calls, and knows the logs' keys. */
  timestamps?: SctVerifier;
  /** Our own path validation counts, whatever the browser said. */
  overBrowser?: boolean;
  /** Anchors that count beside the browser's own: where it found none that it trusts, or did not tell. */
  added?: TrustAnchors;
  /** Remembers paths between calls with the same anchors and restrictions. */
  paths?: PathCache;
  /** Remembers ratings between calls with the same text. */
  ratings?: RatingMemory;
  /** Remembers what is said of all connections that are alike, between calls with the same text, anchors and restrictions. */
  alike?: AlikeMemory;
  /** Whose verdict the chain's is where no browser spoke; "all": that of both browsers, and every client's row. Default: "browsers". */
  client?: ClientName;
  /** Every client's row where it is known what was sent. */
  clientRows?: boolean;
  /** Of the browser that asks, whose row is then that of its own version. Default: the newest that is known. */
  userAgent?: string;
  /** What is known beside the connection: the session, what was here before, what the person expects. */
  around?: Surroundings;
  /** Nobody wants to know what the yardsticks say: `profiles` stays empty. */
  withoutProfiles?: boolean;
}

/**
 * Says what we say about an observation. Pure: the same arguments give the same assessment. Bytes that are no
 * certificates become findings, whatever they are; what throws becomes a finding, whatever it throws, and the rest goes
 * on. Never rejects.
 */
export async function assess(observation: Observation, context: AssessContext): Promise<Assessment> {
  const unjudged: Unjudged[] = [];
  const assessment = await fencedLater("connection", unjudged, () => judge(observation, context), undefined);
  return assessment ?? unjudgedAssessment(observation, context, unjudged);
}

async function judge(observation: Observation, context: AssessContext): Promise<Assessment> {
  const { text } = context;
  const standing = await judgeStanding(observation, context);
  const { facts, interception, unjudged } = standing;
  const negotiated = judgeNegotiation(observation, facts, standing.rated?.key, text, standing.asked);
  const internal = findingsOf([...unjudged.first, ...negotiated.unjudged, ...unjudged.rest], facts, text);
  const hits = [...standing.first, ...negotiated.hits, ...standing.rest, ...internal];
  const late: Unjudged[] = [...unjudged.rating];
  const { rating, profiles } = rateConnection(facts, standing.rated, hits.map(context.ratings?.hitOf ?? ratedHit), context, late);
  return {
    host: observation.host,
    time: new Date(context.time).toISOString(),
    connection: negotiated.connection,
    ...standing.told,
    rating,
    interception,
    ...standing.beside,
    findings: [...hits, ...findingsOf(late, facts, text)].map(({ finding }) => finding),
    profiles,
  };
}

/** What is said of a host and its certificates, whatever was negotiated. */
export interface Standing {
  /** What rules look at. */
  readonly facts: RuleContext;
  /** Members of the assessment, before the rating. */
  readonly told: Pick<Assessment, "chain" | "clients" | "clientRemedy" | "timestamps">;
  readonly interception: InterceptionAssessment;
  /** Members of the assessment, behind the interception. */
  readonly beside: Pick<Assessment, "device" | "past">;
  /** Hits of rules, before those about what was negotiated and behind them. */
  readonly first: readonly JudgedHit[];
  readonly rest: readonly JudgedHit[];
  /** What the rating looks at; absent: it threw. */
  readonly rated: RatedCertificate | undefined;
  /** What gave no answer: before the rules about what was negotiated, behind them, and of the rating. */
  readonly unjudged: Readonly<Record<"first" | "rest" | "rating", readonly Unjudged[]>>;
  /** A rule here looked at what was negotiated all the same: this holds for this connection alone. */
  readonly looked: boolean;
  /** Who asks rules about this connection, and knows what they said of others like it. */
  readonly asked: RuleAsker;
}

/** Every rule is asked. */
function eachAnew(text: Text): RuleAsker {
  return { hits: (rules, facts, unjudged) => hitsOf(rules, facts, text, unjudged), value: (_, facts, find) => find(facts) };
}

/** Judges the host and its certificates. Bad bytes and what throws become part of it. */
export async function judgeStanding(observation: Observation, context: AssessContext): Promise<Standing> {
  const certificates = new HeldCertificates(context.certificates ?? new CertificateStore());
  const { around = {}, text } = context;
  const unjudged: Unjudged[] = [];
  const trust = await fencedTrust(observation, context, certificates, unjudged);
  const { chain, question } = trust;
  const wantsRows = question !== undefined && (context.client === "all" || context.clientRows === true && question.input.sent !== undefined);
  const clients = wantsRows ? await fencedLater("clients", unjudged, () => rowsFor(question, chain, context), undefined) : undefined;
  const { facts: trusted, timestamps: judgedTimestamps, seen, interception } = await judgeMiddle(observation, context, certificates, trust, unjudged);
  const device = fenced("interception/device", unjudged, () => assessDevice(seen, around), undefined);
  const past = fenced("interception/past", unjudged, () => seen === undefined ? undefined : chain?.verdict === "invalid" ? pastOf(seen, around.memory) : pastRead(seen, around), undefined);
  const timestamps = await fencedLater("transparency", unjudged, () => judgedTimestamps(), undefined);
  const facts = { ...trusted, interception, timestamps };
  const watch = { looked: false };
  const rest: Unjudged[] = [];
  const rating: Unjudged[] = [];
  const alike = context.alike?.of(facts, text);
  const asked = alike ?? eachAnew(text);
  // Of those that are alike, what was negotiated is a part.
  const watched = alike === undefined ? watchNegotiation(facts, () => watch.looked = true) : facts;
  const certificateHits = asked.value("certificate", watched, (known) => {
    const left: Unjudged[] = [];
    return { hits: hitsOf(fenced("certificate", left, () => rulesThatHit(known), []), known, text, left), left };
  });
  return {
    facts, interception, asked,
    told: { chain: chain ? asked.value("chain", facts, () => chainAssessment(chain, text)) : PLAIN, ...clients ?? {}, ...embeddedTimestamps(facts) },
    beside: { ...(device === undefined ? {} : { device }), ...(past === undefined ? {} : { past }) },
    first: asked.hits(FIRST_RULES, watched, unjudged),
    rest: [...asked.hits(STANDING_RULES, watched, rest), ...certificateHits.hits],
    rated: fenced("rating", rating, () => asked.value("rating", watched, ratedCertificate), undefined),
    unjudged: { first: unjudged, rest: [...rest, ...certificateHits.left], rating },
    looked: watch.looked || alike !== undefined,
  };
}

/** The chain, fenced: what path building would have said could have been that nobody vouches for the server. */
async function fencedTrust(observation: Observation, context: AssessContext, certificates: HeldCertificates, unjudged: Unjudged[]): Promise<Trusted> {
  return await fencedLater("chain", unjudged, () => judgeTrust(observation, context, certificates), { heard: withoutVerdict(observation), chain: undefined, question: undefined }, "T");
}

/** Who the connection was with, and whether somebody sits in the middle. */
async function judgeMiddle({ port = 443, ip }: Observation, context: AssessContext, certificates: HeldCertificates, { heard, chain }: Trusted, unjudged: Unjudged[]): Promise<{
  facts: RuleContext; timestamps: () => ReturnType<typeof judgeTimestamps>; seen: Seen | undefined; interception: InterceptionAssessment;
}> {
  const told = ruleContext(heard, context.time, certificates, chain);
  unjudged.push(...unread(told));
  const { facts, timestamps } = await fencedLater("interception/anchor", unjudged, () => withAnchor(told, heard, context), { facts: told, timestamps: () => judgeTimestamps(told, context) });
  const seen = fenced("interception", unjudged, () => seenOf(facts, port, ip), undefined);
  const interception = await fencedLater("interception", unjudged, () => assessInterception(seen, facts, context.around ?? {}, context.text, unjudged), NOTHING_KNOWN);
  return { facts, timestamps, seen, interception };
}

/** What assess() would say of somebody in the middle, without judging anything else. Never rejects. */
export async function interceptionIn(observation: Observation, context: AssessContext): Promise<InterceptionAssessment> {
  const unjudged: Unjudged[] = [];
  return await fencedLater("interception", unjudged, async () => {
    const certificates = new HeldCertificates(context.certificates ?? new CertificateStore());
    const { interception } = await judgeMiddle(observation, context, certificates, await fencedTrust(observation, context, certificates, unjudged), unjudged);
    return interception;
  }, NOTHING_KNOWN);
}

/** What is said of what was negotiated. */
export interface Negotiation {
  readonly connection: ConnectionFacts;
  readonly hits: readonly JudgedHit[];
  readonly unjudged: readonly Unjudged[];
}

/** Judges what was negotiated, and the header. `key`: the leaf's; `asked`: who asks the rules. */
export function judgeNegotiation(observation: Observation, facts: RuleContext, key: RatedCertificate["key"], text: Text, asked = eachAnew(text)): Negotiation {
  const unjudged: Unjudged[] = [];
  return { connection: connectionFacts(observation, facts, key), hits: asked.hits(NEGOTIATION_RULES, facts, unjudged), unjudged };
}

/** Rates a connection by the hits of its rules; `late` is told of what threw, and nothing is then remembered. */
export function rateConnection(
  facts: Pick<RuleContext, "version" | "suite" | "group" | "hsts" | "time" | "plain">, certificate: RatedCertificate | undefined, hits: readonly RatedHit[],
  { text, ratings, withoutProfiles = false }: Pick<AssessContext, "text" | "ratings" | "withoutProfiles">, late: Unjudged[],
): RatedResult {
  const without = facts.plain || withoutProfiles;
  if (certificate === undefined) return { rating: unrated("rating", text), profiles: without ? [] : PROFILES.map(unknownProfile) };
  const connection = ratedConnection(facts, certificate);
  const key = ratings === undefined ? undefined : ratingKey(connection, without, hits);
  const remembered = key === undefined ? undefined : ratings?.get(key);
  if (remembered !== undefined) return remembered;
  const before = late.length;
  const rating = fenced("rating", late, () => rate(connection, hits, text), undefined) ?? unrated("rating", text);
  const profiles = without ? [] : PROFILES.map((profile) =>
    fenced<ProfileResult>(`profile/${profile.id}`, late, () => evaluateProfile(profile, connection, rating, text), unknownProfile(profile)));
  if (key !== undefined && late.length === before) ratings?.set(key, { rating, profiles });
  return { rating, profiles };
}

function unknownProfile({ id }: RatingProfile): ProfileResult {
  return { profile: id, verdict: "unknown", reasons: [], unseen: [] };
}

/** Certificates that could not be read for a fault of ours. On a sound path that needs none of them they could not have mattered to the letter. */
function unread({ presented, path, anchor, leaf, chain }: RuleContext): Unjudged[] {
  return presented.flatMap((stored) => {
    if (stored.thrown === undefined) return [];
    const aside = chain?.verdict === "valid" && stored !== leaf && stored !== anchor && !path.includes(stored);
    return [{ ...failureOf("certificate", stored.thrown.value, aside ? undefined : "T"), certificate: stored.sha256 }];
  });
}

/** What is left to say of a connection that could not be judged: that it could not, and what was thrown. */
export function failedAssessment(host: string, context: Pick<AssessContext, "time" | "text">, thrown: unknown): Assessment {
  return unjudgedAssessment({ host }, context, [failureOf("connection", thrown)]);
}

function unjudgedAssessment({ host, time }: Pick<Observation, "host" | "time">, context: Pick<AssessContext, "time" | "text">, unjudged: readonly Unjudged[]): Assessment {
  const at = [context.time, Date.parse(time ?? "")].find((each) => Math.abs(each) <= MAX_TIME) ?? 0;
  const facts = ruleContext({ host, tlsInfo: {} }, at, new HeldCertificates(new CertificateStore()));
  return {
    host, time: new Date(at).toISOString(), connection: {}, chain: PLAIN, rating: unrated("connection", context.text), interception: NOTHING_KNOWN,
    findings: findingsOf(unjudged, facts, context.text).map(({ finding }) => finding), profiles: [],
  };
}

/** ECMAScript's last time: milliseconds from the epoch. */
const MAX_TIME = 8.64e15;

/** Who a connection was with, without a judgement of it; undefined where no certificate of the server is known. */
export async function seenIn(observation: Observation, context: AssessContext): Promise<Seen | undefined> {
  const certificates = new HeldCertificates(context.certificates ?? new CertificateStore());
  const { tlsInfo: { chainValid, builtChain, extra } } = observation;
  // The browser's word on a whole chain needs no path of ours.
  const told = context.overBrowser !== true && observation.trustAnchors === undefined && chainValid === true && builtChain !== undefined && extra?.rootIsBuiltIn !== undefined;
  const { heard, chain } = told ? { heard: observation, chain: undefined } : await judgeTrust(observation, context, certificates);
  const { facts } = await withAnchor(ruleContext(heard, context.time, certificates, chain), heard, context);
  return seenOf(facts, observation.port ?? 443, observation.ip);
}

/** The facts with whose the anchor is, where only the lists of shipped roots say it; the leaf's timestamps are judged once, when first asked for. */
async function withAnchor(facts: RuleContext, { tlsInfo }: Observation, context: AssessContext): Promise<{ facts: RuleContext; timestamps: () => ReturnType<typeof judgeTimestamps> }> {
  let judged: ReturnType<typeof judgeTimestamps> | undefined;
  const timestamps = (): ReturnType<typeof judgeTimestamps> => judged ??= judgeTimestamps(facts, context);
  const listedAnchor = await foreignAnchor(facts, tlsInfo.extra, timestamps);
  return { facts: listedAnchor === undefined ? facts : { ...facts, listedAnchor, anchorKind: listedAnchor.kind }, timestamps };
}

/** Without TLS there is no chain. */
const PLAIN: ChainAssessment = { verdict: "unknown", path: null, errors: [], sent: [], missing: [], ordered: null };

/** The observation as far as it counts, and the chain: undefined where there was no TLS. */
interface Trusted {
  heard: Observation;
  chain: ChainResult | undefined;
  question: ChainQuestion | undefined;
}

/** What was asked of path building. `own`: the anchors came with the observation, and are the whole of its trust. */
interface ChainQuestion {
  input: ChainInput;
  own: boolean;
}

/** Decides whose verdict on the chain counts: the browser's, or that of the anchors which the person chose. */
async function judgeTrust(observation: Observation, context: AssessContext, certificates: HeldCertificates): Promise<Trusted> {
  const { scheme, tlsInfo, trustAnchors } = observation;
  if (scheme === "http:") return { heard: observation, chain: undefined, question: undefined };
  if (trustAnchors) {
    // Anchors that came with the observation are the whole of its trust, and no path of theirs is remembered.
    const stored = trustAnchors.map((der) => certificates.intern(der));
    const anchors = await givenAnchors(stored);
    const alone = { ...context };
    delete alone.paths;
    const judged = await judgeChain(observation, anchors, alone, certificates, "", true);
    return { heard: observation, ...judged, chain: { ...judged.chain, ...unreadableOf(stored) } };
  }
  if (context.overBrowser === true) {
    const heard = withoutVerdict(observation);
    return { heard, ...await judgeChain(heard, context.anchors, context, certificates) };
  }
  // A browser that did not tell its verdict has anchors of its own: ours would give another one.
  const untold = tlsInfo.chainValid === undefined && tlsInfo.extra !== undefined && tlsInfo.extra.source !== "import" && tlsInfo.extra.source !== "companion";
  if (context.added && (untold || tlsInfo.extra?.exception === "trust")) {
    const heard = withoutVerdict(observation);
    const judged = await judgeChain(heard, context.added, context, certificates, "added", true);
    if (judged.chain.verdict === "valid") return { heard, ...judged };
  }
  return { heard: observation, ...await judgeChain(observation, untold ? undefined : context.anchors, context, certificates) };
}

/** The same without what the browser said of the chain. What it built remains: certificates that are known. */
function withoutVerdict(observation: Observation): Observation {
  const tlsInfo = { ...observation.tlsInfo };
  delete tlsInfo.chainValid;
  if (tlsInfo.extra !== undefined) {
    tlsInfo.extra = { ...tlsInfo.extra };
    delete tlsInfo.extra.exception;
    delete tlsInfo.extra.rootIsBuiltIn;
  }
  return { ...observation, tlsInfo };
}

/** Path building, and the sent chain held against the path. `part`: which of the context's anchors these are. */
async function judgeChain(
  { host, tlsInfo }: Observation, anchors: TrustAnchors | undefined, context: AssessContext, certificates: HeldCertificates, part = "", own = false,
): Promise<{ chain: ChainResult; question: ChainQuestion }> {
  const { sentChain, builtChain, chainValid, extra } = tlsInfo;
  const interned = (chain: readonly Uint8Array[] | undefined): StoredCertificate[] | undefined => chain?.map((der) => certificates.intern(der));
  const sent = interned(sentChain);
  const built = interned(builtChain);
  const known = interned(context.knownIntermediates);
  const leaf = extra?.serverCertificate === undefined ? undefined : certificates.intern(extra.serverCertificate);
  const hashes = (chain: readonly StoredCertificate[] | undefined): string => chain?.map(({ sha256 }) => sha256).join() ?? "?";
  const { client = "browsers" } = context;
  const input: ChainInput = {
    host, time: context.time,
    ...defined({ sent, built, leaf, known, anchors, browserVerdict: chainValid, rootIsBuiltIn: extra?.rootIsBuiltIn, restrictions: context.restrictions, verifier: context.verifier, ocspStapled: extra?.ocspStapled }),
  };
  const question: ChainQuestion = { input, own };
  const shown = [hashes(sent), hashes(built), leaf?.sha256, hashes(known), chainValid, extra?.rootIsBuiltIn, anchors !== undefined].join(" ");
  const keyOf = (name: string): string => [part, client, extra?.ocspStapled, name, shown].join(" ");
  const key = keyOf(host);
  const remembered = context.paths?.get(key, context.time);
  if (remembered) return { chain: remembered, question };
  const judgeFor = (asked: ChainInput): Promise<ChainResult> => chainFor(client, { input: asked, own });
  const result = await (context.alike === undefined ? judgeFor(input) : context.alike.chain(keyOf(""), input, judgeFor));
  // What does not hang on its host is remembered for all hosts.
  if (context.alike?.knows(result) === true) return { chain: result, question };
  const looked = [...sent ?? [], ...built ?? [], ...known ?? [], ...leaf ? [leaf] : []].flatMap(({ certificate }) => certificate ?? []);
  context.paths?.set(key, context.time, result, looked);
  return { chain: result, question };
}

/** The verdict of the client that was asked for; a browser's own goes before it. */
async function chainFor(client: ClientName, { input, own }: ChainQuestion): Promise<ChainResult> {
  if (input.browserVerdict !== undefined) return await assessChain(input);
  if (client === "browsers" || client === "all") return await assessForBrowsers(input);
  if (isStoreClient(client)) return await storeChain(client, input, own);
  return await assessChain({ ...input, rules: rulesOf(client) });
}

function isStoreClient(client: ClientName): client is StoreClient {
  return (STORE_CLIENTS as readonly string[]).includes(client);
}

/** Every client's row, with the reasons in words. */
async function rowsFor({ input, own }: ChainQuestion, chain: ChainResult | undefined, { text, userAgent }: Pick<AssessContext, "text" | "userAgent">): Promise<{ clients: ClientAssessment[]; clientRemedy?: ClientRemedy }> {
  const alone = { ...input };
  delete alone.browserVerdict;
  const rows = await clientRows(alone, own, { apple: shippedDate("apple"), android: shippedDate("android"), microsoft: shippedDate("microsoft") }, userAgent);
  const remedy = remedyFor(rows, chain?.missing ?? [], [...input.built ?? [], ...input.known ?? []]);
  return {
    clients: rows.map((row) => ({ ...row, reasons: row.reasons.map((reason) => saidError(reason, text)) })),
    ...(remedy === undefined ? {} : { clientRemedy: { ...remedy, message: text(`${messageStem(remedy.rule)}_fix`) } }),
  };
}

function saidError({ rule, key, params, certificate, offset }: ChainError, text: Text): ChainAssessment["errors"][number] {
  return { rule, message: text(key, params), ...(certificate === undefined ? {} : { certificate }), ...(offset === undefined ? {} : { offset }) };
}

/** Anchors that came with the observation instead of the bundled ones. What is no certificate is no anchor. */
/** Anchors that were given and cannot be read are told, not dropped in silence. */
function unreadableOf(stored: readonly StoredCertificate[]): Pick<ChainResult, "unreadableAnchors"> {
  const unreadable = stored.flatMap(({ sha256, certificate, faults }, i) => certificate === undefined ? [{ anchor: i + 1, sha256, message: faults[0]?.message ?? "" }] : []);
  return unreadable.length === 0 ? {} : { unreadableAnchors: unreadable };
}

async function givenAnchors(stored: readonly StoredCertificate[]): Promise<TrustAnchors> {
  return new AnchorList(stored.flatMap(({ certificate }) => certificate ?? []), "added", await vettedRoots());
}

/** The leaf's embedded timestamps; any certificate that was shown may be its issuer's. */
async function judgeTimestamps({ leaf, path, anchor, presented }: RuleContext, context: AssessContext): Promise<readonly JudgedSct[] | undefined> {
  if (leaf?.certificate === undefined) return undefined;
  const candidates = [...path.slice(1), ...anchor ? [anchor] : [], ...presented].flatMap(({ certificate }) => certificate ?? []);
  return (context.timestamps ?? new SctVerifier()).judge(leaf.certificate, candidates, context.verifier ?? new SignatureVerifier());
}

function embeddedTimestamps({ leaf, timestamps = [] }: RuleContext): { timestamps?: EmbeddedTimestamps } {
  if (leaf === undefined || timestamps.length === 0) return {};
  return { timestamps: { certificate: leaf.sha256, list: timestamps.slice(0, MAX_VERIFIED_SCTS).map(timestampAssessment), total: timestamps.length } };
}

function timestampAssessment({ logId, log, timestamp, signature }: JudgedSct): Timestamp {
  const reason = signature.verdict === "unknown" && signature.reason !== "budget" ? signature.reason : undefined;
  return {
    log: logId, ...(log && { name: log.name, operator: log.operator }), time: new Date(timestamp).toISOString(), signature: signature.verdict,
    ...(reason && { reason }),
  };
}

function chainAssessment(result: ChainResult, text: Text): ChainAssessment {
  const { verdict, path, errors, sent, missing, ordered, decidedBy, partialPath, anchor, unreadableAnchors } = result;
  const comparison = chainComparison(result);
  return {
    verdict, path, sent, missing, ordered, decidedBy, partialPath, anchor, ...defined({ unreadableAnchors }),
    ...(comparison === undefined ? {} : { comparison }),
    errors: errors.map((error) => saidError(error, text)),
  };
}

/** undefined: it is not known what was sent. */
function chainComparison({ cost, leafFirst, sentSuffices, whereToGet, builtNeverSent, expiredCrossSigns }: ChainResult): ChainComparison | undefined {
  if (cost === null) return undefined;
  return {
    leafFirst, sufficient: sentSuffices, whereToGet, builtNeverSent, cost,
    expiredCrossSigns: expiredCrossSigns.map(({ notAfter, ...rest }) => ({ ...rest, notAfter: new Date(notAfter).toISOString() })),
  };
}

function connectionFacts({ tlsInfo }: Observation, { version, suite, group, signatureScheme, fromCache }: RuleContext, key: RatedCertificate["key"]): ConnectionFacts {
  const { extra } = tlsInfo;
  return defined({
    protocol: tlsInfo.protocol,
    version,
    cipherSuite: suite && { id: suite.id, name: suite.name },
    group: group && { name: group.name, postQuantum: group.postQuantum },
    signatureScheme: signatureScheme?.name ?? extra?.signatureScheme,
    key: key?.bits === undefined ? undefined : defined({ type: key.type, bits: key.bits, curve: key.curve }),
    encryptedClientHello: extra?.encryptedClientHello,
    resumed: extra?.resumed,
    alpn: extra?.alpn,
    fromCache: fromCache ? true : extra?.fromCache,
    certificateTransparency: extra?.certificateTransparency,
    rootIsBuiltIn: extra?.rootIsBuiltIn,
    unavailable: extra?.unavailable === undefined ? undefined : { ...extra.unavailable },
  });
}

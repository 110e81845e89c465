import type { Assessment, ChainAssessment, Finding, Grade } from "../../core/assessment.ts";
import { alarmOf, readBy } from "../../core/interception/alarm.ts";
import type { Observation } from "../../core/observation.ts";
import type { PageContext } from "../../core/rules/page-context.ts";
import type { RuleData } from "../../core/rules/rule.ts";
import type { CertificateBytes } from "../pages/certificate-bytes.ts";
import { certificatesOf, toObservation, type StoredConnection } from "../pages/connection.ts";
import { networkLogin } from "./network-login.ts";
import { Pace } from "../pace.ts";
import { stateOf } from "./page-state.ts";
import { putBounded } from "../../core/put-bounded.ts";
import { withRecorded, type RecordedChain } from "../second-look/recorded.ts";
import type { Led } from "../pages/led.ts";
import type { View } from "../pages/view.ts";
import type { CertificateSummary } from "../../core/x509/summary.ts";
import type { ConnectionName, ConnectionReport, NetworkLogin, PageConnection, PageReport, WeakestConnections } from "../../messages/page.ts";
import { GRADES } from "../../core/rating/letters.ts";

/** What a report is made with; the judgement comes from elsewhere. */
export interface ReportTools {
  assess: (observation: Observation) => Promise<Assessment>;
  /** What is said where `assess` rejects, or the observation cannot be made. `time`: milliseconds since the epoch. */
  failed: (host: string, time: number, thrown: unknown) => Assessment;
  /** A text that changes when what else is known changes the assessment of a host and port at a time (milliseconds). */
  stateOf: (host: string, port: number, time: number) => string;
  /** What a recording of this browser has of a connection. */
  recorded?: (connection: StoredConnection) => RecordedChain | undefined;
  /** The bytes of a trust anchor that nobody showed, or of a certificate that a recording has. */
  anchor: (sha256: string) => Uint8Array | undefined;
  summarize: (der: Uint8Array) => CertificateSummary;
  /** What is said of a page beside its connections. */
  ratePage: (page: PageContext) => WeakestConnections & { findings: Finding[] };
  /** All connections of the session, private windows aside. */
  session: () => readonly StoredConnection[];
  /** Where pages without TLS were sent on to. */
  led: () => readonly Led[];
  /** Whether a certificate is for a host. */
  isFor: (der: Uint8Array, host: string) => boolean;
  /** When a host was last reached with a good certificate (ISO 8601), before a time (milliseconds). */
  lastGood: (host: string, port: number, time: number) => Promise<string | undefined>;
  /** Finds who a host belongs to. */
  siteReader: () => Promise<(host: string) => string>;
  /** What is known of a rule; undefined for an id that is no rule. */
  rule: (id: string) => Pick<RuleData, "citation" | "fixes"> | undefined;
}

/** What the toolbar says of a page's own connection. */
export interface BadgeFacts {
  grade: Grade | null;
  intercepted: "known" | "likely" | null;
  /** Whose CA reads it, as the person expects. */
  expected?: string;
  /** Why it failed: a code. */
  failure?: string;
  /** The network wants a login first. */
  networkLogin?: NetworkLogin;
  /** ISO 8601: when the host was last reached with a good certificate, of a page that was refused. */
  lastGood?: string;
  version?: string | undefined;
  days?: number;
}

/** Assessments kept, by what was assessed. */
const MAX_ASSESSMENTS = 2000;
const MAX_SUMMARIES = 2000;
/** Connections that are judged side by side: some wait for signatures to be verified. */
const SIDE_BY_SIDE = 8;

/** Places after the grades: too little known for one. */
const NO_GRADE = -1;
/** No TLS at all, or no connection: before every grade. */
const WORST = GRADES.length;

interface Judged {
  connection: StoredConnection;
  assessment: Assessment | null;
}

/** Turns views into what the faces show. Each kind of connection is assessed once, each certificate summarised once. */
export class Reporter {
  readonly #certificates: CertificateBytes;
  readonly #tools: ReportTools;
  readonly #assessments = new Map<string, Promise<Assessment>>();
  readonly #summaries = new Map<string, CertificateSummary>();

  constructor(certificates: CertificateBytes, tools: ReportTools) {
    this.#certificates = certificates;
    this.#tools = tools;
  }

  report(view: View): Promise<PageReport> {
    return this.#report(view, false);
  }

  /** The same with a row instead of the assessment for all connections but the page's own. */
  list(view: View): Promise<PageReport> {
    return this.#report(view, true);
  }

  /** What `list` leaves out of a connection; null where the page has none such. */
  async connection(view: View, { scheme, host, port }: Partial<Record<keyof ConnectionName, unknown>>): Promise<ConnectionReport | null> {
    const connection = view.connections.all.find((candidate) => candidate.scheme === scheme && candidate.host === host && candidate.port === port);
    if (connection === undefined) return null;
    const judged = { connection, assessment: await this.assessment(connection) };
    return {
      connection: this.#pageConnection(judged, connection === view.main),
      certificates: this.#certificatesOf([judged]),
      ...this.#written(new Set(judged.assessment?.findings.map(({ rule }) => rule))),
    };
  }

  async #report(view: View, rows: boolean): Promise<PageReport> {
    const main = view.main;
    const judged: Judged[] = [];
    const pace = new Pace();
    const all = [...view.connections.all];
    while (judged.length < all.length) {
      judged.push(...await Promise.all(all.slice(judged.length, judged.length + SIDE_BY_SIDE).map(async (connection) => ({ connection, assessment: await this.assessment(connection) }))));
      // Of a page of hundreds of hosts that nobody has looked at yet, each is judged.
      if (pace.isOver) await pace.rest();
    }
    judged.sort((one, other) => Number(other.connection === main) - Number(one.connection === main) || badness(other) - badness(one));
    // A failed handshake is a state of its own, not a grade.
    const graded = judged.filter(({ connection }) => connection.error === undefined);
    const grades = graded.map(({ assessment }) => assessment?.rating.grade ?? null).filter((grade) => grade !== null);
    const { findings, active, passive } = this.#tools.ratePage(pageContext(view, judged));
    const [login, lastGood] = main?.error === undefined ? [] : await Promise.all([this.#networkLogin(main), this.#lastGood(main)]);
    const whole = rows ? judged.filter(({ connection }) => connection === main) : judged;
    const rules = new Set([...findings, ...whole.flatMap(({ assessment }) => assessment?.findings ?? [])].map(({ rule }) => rule));
    return {
      url: view.url,
      state: stateOf(view),
      grade: graded.find(({ connection }) => connection === main)?.assessment?.rating.grade ?? null,
      worstGrade: grades.sort((one, other) => GRADES.indexOf(other) - GRADES.indexOf(one))[0] ?? null,
      connections: judged.map((one) => rows && one.connection !== main ? asRow(this.#pageConnection(one, false)) : this.#pageConnection(one, one.connection === main)),
      certificates: this.#certificatesOf(whole),
      omitted: view.connections.omitted,
      plainRequests: view.plainRequests,
      weakest: { active, passive },
      findings,
      incognito: view.incognito,
      ...this.#written(rules),
      ...(login === undefined ? {} : { networkLogin: login }),
      ...(lastGood === undefined ? {} : { lastGood }),
      ...(view.fromBackForwardCache ? { fromBackForwardCache: true } : {}),
    };
  }

  /**
   * Of the page's own connection alone: the grade, whether somebody reads it (null: none, or not known), its version, and
   * whole days from `now` (milliseconds since the epoch) until the server's certificate ends.
   */
  async badge(view: View, now: number): Promise<BadgeFacts> {
    const main = view.main;
    const assessment = main === undefined ? null : await this.assessment(main);
    if (main === undefined) return { grade: null, intercepted: null };
    // Of a page that was refused there is no grade, and whoever sent the certificate is told of.
    if (main.error !== undefined) {
      const [login, lastGood] = await Promise.all([this.#networkLogin(main), this.#lastGood(main)]);
      return {
        grade: null, intercepted: assessment === null ? null : alarmOf(assessment.interception), failure: main.error.code,
        ...(login === undefined ? {} : { networkLogin: login }), ...(lastGood === undefined ? {} : { lastGood }),
      };
    }
    if (assessment === null) return { grade: null, intercepted: null };
    const end = Date.parse(this.#summary(builtChain(main)[0] ?? "")?.notAfter ?? "");
    return {
      grade: assessment.rating.grade, intercepted: alarmOf(assessment.interception), version: assessment.connection.version,
      ...(assessment.interception.expected === undefined || readBy(assessment.interception) === undefined ? {} : { expected: this.#summary(assessment.chain.anchor?.sha256 ?? "")?.title ?? assessment.interception.expected.name }),
      ...(Number.isNaN(end) ? {} : { days: Math.floor((end - now) / 86_400_000) }),
    };
  }

  /** Of a page whose certificate was refused: when the host last had a good one. */
  async #lastGood({ host, port, firstSeen, error }: StoredConnection): Promise<string | undefined> {
    return error?.code.startsWith("certificate-") === true ? await this.#tools.lastGood(host, port, firstSeen) : undefined;
  }

  async #networkLogin(main: StoredConnection): Promise<NetworkLogin | undefined> {
    const { session, siteReader, isFor, led } = this.#tools;
    if (main.error?.code.startsWith("certificate-") !== true) return undefined;
    return await networkLogin(main, session(), {
      siteOf: await siteReader(), led: led(),
      isFor: (sha256, host) => {
        const der = this.#certificates.get(sha256);
        return der === undefined ? undefined : isFor(der, host);
      },
      isWrongName: async (connection) => connection.error?.code === "certificate-name-mismatch"
        || (await this.assessment(connection))?.chain.errors.some(({ rule }) => rule === "chain/name-mismatch") === true,
    });
  }

  /** null for plain http, and for a connection that failed where nobody told what the server had sent. Never rejects. */
  async assessment(connection: StoredConnection): Promise<Assessment | null> {
    const { scheme, host, port, tls, hsts, firstSeen } = connection;
    const recorded = this.#tools.recorded?.(connection);
    if (tls === undefined || (connection.error !== undefined && recorded === undefined && tls.sentChain === undefined && tls.extra?.serverCertificate === undefined)) return null;
    const key = JSON.stringify([scheme, host, port, tls, hsts, Math.floor(firstSeen / 3_600_000), this.#tools.stateOf(host, port, firstSeen), recorded?.time, recorded?.sent]);
    let assessment = this.#assessments.get(key);
    if (assessment === undefined) {
      assessment = this.#judge(connection, key, recorded);
      putBounded(this.#assessments, MAX_ASSESSMENTS, key, assessment);
    }
    return assessment;
  }

  async #judge(connection: StoredConnection, key: string, recorded: RecordedChain | undefined): Promise<Assessment> {
    try {
      const observation = toObservation(connection, this.#certificates);
      return await this.#tools.assess(recorded === undefined ? observation : withRecorded(observation, recorded));
    } catch (thrown) {
      // What a judgement throws is in it, and remembered. This came from around it, and may be over by the next time.
      queueMicrotask(() => this.#assessments.delete(key));
      return this.#tools.failed(connection.host, connection.firstSeen, thrown);
    }
  }

  #pageConnection({ connection, assessment }: Judged, main: boolean): PageConnection {
    const { host, port, scheme, ip, endpoint, requests, types, firstSeen, lastSeen, error } = connection;
    const recorded = this.#tools.recorded?.(connection);
    const built = builtChain(connection);
    return {
      host, port, scheme, requests, types, main, assessment,
      firstSeen: new Date(firstSeen).toISOString(),
      lastSeen: new Date(lastSeen).toISOString(),
      certificates: connection.tls?.builtChain === undefined ? recorded?.verdict?.built.slice() ?? built : built,
      ...(assessment === null && connection.tls?.extra?.unavailable !== undefined ? { unavailable: { ...connection.tls.extra.unavailable } } : {}),
      ...(ip === undefined ? {} : { ip }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(recorded === undefined ? {} : { recorded: { time: recorded.time, of: built.length === 0 ? "host" : "connection" } }),
      ...(error === undefined ? {} : { error }),
    };
  }

  #certificatesOf(judged: readonly Judged[]): Record<string, CertificateSummary> {
    const hashes = new Set(judged.flatMap(({ connection, assessment }) => {
      const { sent = [], verdict } = this.#tools.recorded?.(connection) ?? {};
      return [...certificatesOf(connection), ...sent, ...verdict?.built ?? [], ...assessment === null ? [] : namedBy(assessment.chain)];
    }));
    return Object.fromEntries([...hashes].flatMap((hash) => {
      const summary = this.#summary(hash);
      return summary === undefined ? [] : [[hash, summary]];
    }));
  }

  #summary(hash: string): CertificateSummary | undefined {
    const known = this.#summaries.get(hash);
    if (known !== undefined) return known;
    const der = this.#certificates.get(hash) ?? this.#tools.anchor(hash);
    if (der === undefined) return undefined;
    const summary = this.#tools.summarize(der);
    putBounded(this.#summaries, MAX_SUMMARIES, hash, summary);
    return summary;
  }

  /** Where rules are written down, and lines that fix what they found, by rule id. */
  #written(rules: ReadonlySet<string>): Required<Pick<PageReport, "citations" | "fixes">> {
    const citations: NonNullable<PageReport["citations"]> = {};
    const fixes: NonNullable<PageReport["fixes"]> = {};
    for (const id of rules) {
      const rule = this.#tools.rule(id);
      if (rule === undefined) continue;
      citations[id] = rule.citation;
      if (rule.fixes !== undefined) fixes[id] = rule.fixes;
    }
    return { citations, fixes };
  }
}

function asRow({ assessment, ...connection }: PageConnection): PageConnection {
  if (assessment === null) return { ...connection, assessment };
  const { time, chain: { verdict }, rating: { grade, certificate, categories } } = assessment;
  return { ...connection, assessment: null, row: { grade, time, verdict, strength: { certificate, ...categories } } };
}

/** The page as rules about pages see it. */
function pageContext(view: View, judged: readonly Judged[]): PageContext {
  const main = view.main;
  return {
    secure: /^https:/i.test(view.url),
    parts: judged.map(({ connection, assessment }) => ({
      host: connection.host, port: connection.port, scheme: connection.scheme, types: connection.types,
      main: connection === main, failed: connection.error !== undefined, grade: assessment?.rating.grade ?? null,
    })),
  };
}

function builtChain({ tls }: StoredConnection): string[] {
  const server = tls?.extra?.serverCertificate;
  return tls?.builtChain ?? (server === undefined ? [] : [server]);
}

/** Certificates that the judgement names beside those that were seen. */
function namedBy({ path, partialPath = [], sent }: ChainAssessment): string[] {
  return [...path ?? partialPath, ...sent.map(({ sha256 }) => sha256)];
}

function badness({ connection, assessment }: Judged): number {
  if (connection.error !== undefined || connection.tls === undefined) return WORST;
  const grade = assessment?.rating.grade ?? null;
  return grade === null ? NO_GRADE : GRADES.indexOf(grade);
}

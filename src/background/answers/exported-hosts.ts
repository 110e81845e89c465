import type { Assessment, ClientAssessment } from "../../core/assessment.ts";
import type { Observation } from "../../core/observation.ts";
import type { ImportedDocument } from "../../core/telemetry/import.ts";
import { CertificateStore } from "../../core/x509/certificate-store.ts";
import { type CertificateSummary, summarizeCertificate } from "../../core/x509/summary.ts";
import type { ExportedHost } from "../../messages/hosts.ts";
import type { Pace } from "../pace.ts";

export interface ExportJudge {
  assess: (observation: Observation) => Promise<Assessment>;
  /** The bytes of an anchor that nobody showed. */
  anchor: (sha256: string) => Uint8Array | undefined;
}

const MAX_NAME = 120;
/** Certificates of a chain that are told; servers send a handful. */
const MAX_SENT = 50;

/**
 * What an export shows of each host and port: of several observations the one seen last. `judge`: judges each anew, the same for
 * both exports that are compared; what the file says of itself is not relied on.
 */
export async function exportedHosts({ records }: ImportedDocument, judge: ExportJudge, pace: Pace): Promise<ExportedHost[]> {
  const newest = new Map<string, (typeof records)[number]>();
  for (const record of records) {
    const { host, port = 443, scheme } = record.observation;
    if (scheme === "http:") continue;
    const id = `${host} ${String(port)}`;
    const known = newest.get(id);
    if (known === undefined || known.lastSeen <= record.lastSeen) newest.set(id, record);
  }
  const store = new CertificateStore();
  const hosts: ExportedHost[] = [];
  for (const { observation } of newest.values()) {
    hosts.push(exportedHost(observation, await judge.assess(observation), judge, store));
    if (pace.isOver) await pace.rest();
  }
  return hosts;
}

function exportedHost({ host, port = 443, tlsInfo }: Observation, assessment: Assessment, judge: ExportJudge, store: CertificateStore): ExportedHost {
  const { rating, connection, chain } = assessment;
  const leafDer = (tlsInfo.builtChain ?? tlsInfo.sentChain)?.[0] ?? tlsInfo.extra?.serverCertificate;
  const leaf = leafDer === undefined ? undefined : summaryOf(leafDer, store);
  const anchorHash = chain.anchor?.sha256;
  const anchorDer = anchorHash === undefined ? undefined : tlsInfo.builtChain?.find((der) => store.intern(der).sha256 === anchorHash) ?? judge.anchor(anchorHash);
  const anchor = anchorDer === undefined ? undefined : summaryOf(anchorDer, store);
  return {
    host, port,
    grade: rating.grade,
    version: connection.version ?? null,
    suite: connection.cipherSuite?.name ?? null,
    group: connection.group?.name ?? null,
    key: leaf?.spkiSha256 ?? null,
    issuer: leaf?.issuerTitle.slice(0, MAX_NAME) ?? null,
    anchor: anchor?.title.slice(0, MAX_NAME) ?? anchorHash ?? null,
    ...sentFaults(assessment, tlsInfo, store),
  };
}

/** What was sent, where something of it is not as it should be, with what each client would say of it. */
function sentFaults({ chain: { ordered, sent, missing, comparison }, clients = [], clientRemedy }: Assessment, { sentChain = [], builtChain = [] }: Observation["tlsInfo"], store: CertificateStore): Pick<ExportedHost, "sent" | "missing" | "clients" | "clientRemedy"> {
  const isRight = ordered === true && missing.length === 0 && comparison?.leafFirst !== false && sent.every(({ needed }) => needed) && !differ(clients);
  if (ordered === null || isRight) return {};
  const titles = new Map([...sentChain, ...builtChain].map((der) => [store.intern(der).sha256, summaryOf(der, store)?.title.slice(0, MAX_NAME)]));
  const titleOf = (sha256: string): string => titles.get(sha256) ?? sha256;
  return {
    sent: sent.slice(0, MAX_SENT).map(({ sha256, role, needed }) => ({ sha256, role, needed, title: titleOf(sha256) })), missing: missing.map(titleOf),
    ...(clients.length === 0 ? {} : { clients }), ...(clientRemedy === undefined ? {} : { clientRemedy }),
  };
}

/** Whether some clients would accept it and some not: where all refuse a CA of somebody's own, what was sent may be as it should be. */
function differ(clients: readonly ClientAssessment[]): boolean {
  const verdicts = new Set(clients.filter(({ rules }) => rules === "whole").map(({ verdict }) => verdict));
  return verdicts.has("accepts") && verdicts.has("refuses");
}

function summaryOf(der: Uint8Array, store: CertificateStore): CertificateSummary | undefined {
  const { certificate } = store.intern(der);
  return certificate === undefined ? undefined : summarizeCertificate(certificate);
}

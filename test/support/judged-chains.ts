/** Chains of the lab, judged as if a browser had told what was sent: what the popup shows of them. */
import { cases } from "../../lab/cases/index.ts";
import type { LabCase } from "../../lab/index.ts";
import { trustedRoots } from "../../lab/pki/authorities.ts";
import { makePki } from "../../lab/pki/index.ts";
import type { Pki } from "../../lab/pki/index.ts";
import { english } from "../../cli/messages.ts";
import { assess } from "../../src/core/assess.ts";
import { AnchorList } from "../../src/core/chain/anchor-set.ts";
import type { Observation } from "../../src/core/observation.ts";
import { Certificate } from "../../src/core/x509/certificate.ts";
import { type CertificateSummary, summarize } from "../../src/core/x509/summary.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";

export const chainCases: readonly LabCase[] = cases.filter(({ category }) => category === "chain");

export interface JudgedChain {
  report: PageReport;
  connection: PageConnection;
}

/** The keys and certificates of these cases. `now`: milliseconds since the epoch. */
export async function chainPki(now: number, of: readonly LabCase[] = chainCases): Promise<Pki> {
  return makePki({ cases: of, now, caIssuersOrigin: "http://aia.test:8080" });
}

/**
 * The report of a page of that host. `builtPath`: what the browser built, where the case's expectation names it; without,
 * the browser refused the chain and told nothing.
 */
export async function judgedChain(pki: Pki, labCase: LabCase, now: number, tlsInfo: Partial<Observation["tlsInfo"]> = {}): Promise<JudgedChain> {
  const { host, chain, expect } = labCase;
  const sentChain = chain.map((reference) => pki.certificate(host, reference));
  const builtChain = expect.path?.map((reference) => pki.certificate(host, reference));
  const time = new Date(now).toISOString();
  const observation: Observation = {
    host, time,
    tlsInfo: {
      protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1301, sentChain, chainValid: builtChain !== undefined,
      ...(builtChain === undefined ? {} : { builtChain, extra: { source: "experiment", rootIsBuiltIn: false } }), ...tlsInfo,
    },
  };
  const roots = trustedRoots.filter((name) => pki.authorities.includes(name)).map((name) => Certificate.parse(pki.authority(name)));
  const assessment = await assess(observation, { time: now, text: english, anchors: new AnchorList(roots, "added") });
  const certificates: Record<string, CertificateSummary> = {};
  for (const der of [...sentChain, ...builtChain ?? []]) {
    const summary = summarize(der);
    certificates[summary.sha256] = summary;
  }
  const connection: PageConnection = {
    host, port: 443, scheme: "https:", requests: 1, types: { main_frame: 1 }, firstSeen: time, lastSeen: time, main: true, assessment,
    certificates: (builtChain ?? []).map((der) => summarize(der).sha256),
  };
  const { grade } = assessment.rating;
  return {
    connection,
    report: { url: `https://${host}/`, state: "observed", grade, worstGrade: grade, weakest: { active: null, passive: null }, findings: [], connections: [connection], certificates, omitted: 0, plainRequests: 0, incognito: false },
  };
}

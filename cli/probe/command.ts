import { startTlsPort } from "../../companion/starttls/index.ts";
import { AnchorList } from "../../src/core/chain/anchor-set.ts";
import type { Certificate } from "../../src/core/x509/certificate.ts";
import { CertificateStore } from "../../src/core/x509/certificate-store.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { lookupIn, type Lookup } from "../chain-drawing.ts";
import type { ExitStatus } from "../errors.ts";
import { reportOf } from "../report.ts";
import { rootsNote } from "../roots-note.ts";
import { noteOn, type Streams } from "../streams.ts";
import { anchorsOf } from "./anchors.ts";
import type { ProbeArguments } from "./arguments.ts";
import { readChecks } from "./checks.ts";
import { readClientCertificate } from "./client-certificate.ts";
import { probeList } from "./list.ts";
import { judgedToJson, probeAndJudge, statusOf, type ProbeJudging } from "./one.ts";
import { probeOptions, targetOf } from "./options.ts";
import { scanReport } from "./scan-report.ts";
import { checksReport, wireReport } from "./report.ts";

/** Bytes of DER that a list keeps parsed: intermediates and anchors come again, leaves seldom do. */
const MAX_KEPT = 4 * 1024 * 1024;

const HTTPS = 443;

/** `tlscope probe`. @throws UsageError, InputError */
export async function runProbe(args: ProbeArguments, streams: Streams): Promise<ExitStatus> {
  const { stdin, stdout } = streams;
  const clientCertificate = await readClientCertificate(args, stdin);
  const checks = await readChecks(args);
  const defaultPort = args.startTls === undefined ? HTTPS : startTlsPort(args.startTls);
  const { anchors, given } = await anchorsOf(args.anchors, noteOn(streams));
  const certificates = new CertificateStore(MAX_KEPT);
  const judging: ProbeJudging = {
    scan: args.scan,
    http: args.http,
    options: { ...probeOptions(args), ...(clientCertificate === undefined ? {} : { clientCertificate }) },
    // Where a certificate is accepted, all else about it is still to be judged.
    anchors: anchors ?? (checks.accepted.length > 0 ? new AnchorList([], "added") : undefined),
    checks,
    lookup: lookupWith(given, certificates),
    certificates,
  };
  const { what } = args;
  if (args.http) noteOn(streams)(`sends one request, GET /, to ${"list" in what ? "each host of the list" : visibleText(what.host, LINE)}, beside the handshakes`);
  if ("list" in what) return probeList({ file: what.list, concurrency: args.concurrency, defaultPort }, judging, streams);

  const target = targetOf(what.host, defaultPort);
  const judged = await probeAndJudge(target, judging);
  if (args.json) {
    stdout.write(`${JSON.stringify(judgedToJson(judged), null, 2)}\n`);
  } else {
    const { probe: seen, assessment, verdict, scan } = judged;
    const report = seen.handshake?.serverHello === undefined ? `${visibleText(target.host, LINE)}  no grade\n` : reportOf(assessment, judging.lookup);
    const note = args.anchors.length === 0 || args.anchors.includes("mozilla") ? rootsNote(assessment) : "";
    stdout.write(report + checksReport(verdict) + wireReport(seen, judged.http) + (scan === undefined ? "" : scanReport(scan)) + note);
  }
  return statusOf(judged);
}

function lookupWith(given: readonly Certificate[], certificates: CertificateStore): Lookup {
  const elsewhere = lookupIn(certificates);
  return (sha256) => elsewhere(sha256) ?? given.find((certificate) => certificate.sha256 === sha256);
}

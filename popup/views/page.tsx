import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Assessment, Finding, ReadBefore as ReadBeforeFacts } from "../../src/core/assessment.ts";
import { alarmOf, readBy } from "../../src/core/interception/alarm.ts";
import type { Fixes } from "../../src/core/rules/rule.ts";
import { BrokenIcon, MaskIcon, OpenLockIcon, WindowIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { profileNameKey } from "../../ui/profile-name.ts";
import { Message } from "../../ui/message.tsx";
import { Untrusted } from "../../ui/untrusted.tsx";
import { unknownFields } from "../facts.ts";
import { findingsInOrder, OF_SENT_CHAIN, SEVERITIES } from "../../src/core/rating/finding-order.ts";
import { hostWithPort } from "../../ui/format.ts";
import { DEFAULT_PROFILE } from "../../src/core/rating/profile/ids.ts";
import { hasSentFault } from "../chain-picture.ts";
import { profilesInOrder } from "../profiles.ts";
import { Arithmetic } from "./arithmetic.tsx";
import { BadCertificate, isBad } from "./bad-certificate.tsx";
import { Bars } from "./bars.tsx";
import { Chain } from "./chain.tsx";
import { CompanionSection } from "./companion.tsx";
import { useDaysLeft } from "./days-left.ts";
import { FixesContext } from "./fixes.tsx";
import { Facts } from "./facts.tsx";
import { FailedDetails } from "./failed.tsx";
import type { Citations } from "./findings.tsx";
import { FindingList, SeverityIcon, TopFinding } from "./findings.tsx";
import { WeakestMark } from "./grade-mark.tsx";
import { Failure, Hosts } from "./hosts.tsx";
import type { Inspect } from "./inspection.tsx";
import { InspectionSection } from "./inspection.tsx";
import { Interception, InterceptionMark } from "./interception.tsx";
import { Middle } from "./middle.tsx";
import { ProfileMark, Profiles } from "./profiles.tsx";
import { Section } from "./section.tsx";
import { SentFault } from "./sent-fault.tsx";
import { CertificatesContext, ConnectionContext, useCertificates, useConnection } from "./subject.ts";
import { Unknowns } from "./unknowns.tsx";
import { StateCard, Verdict } from "./verdict.tsx";
import type { PageConnection, PageReport, WeakestConnection } from "../../src/messages/page.ts";

const NO_CITATIONS: Citations = {};
const NO_FIXES: Readonly<Record<string, Fixes>> = {};

/** The host that the page is named by: that of its own connection, else of its address. */
export function pageHost(report: PageReport): string | undefined {
  const main = pageConnection(report);
  if (main !== undefined) return hostWithPort(main.host, main.port, main.scheme);
  const address = URL.canParse(report.url) ? new URL(report.url) : undefined;
  return address === undefined || address.host === "" ? undefined : address.host;
}

export function pageConnection(report: PageReport): PageConnection | undefined {
  return report.connections.find((connection) => connection.main);
}

interface PageProps {
  report: PageReport;
  onReload: () => void;
  onInspect: Inspect;
}

/** All that is known of a tab's page. */
export function Page({ report, onReload, onInspect }: PageProps): JSX.Element {
  const main = pageConnection(report);
  const others = report.connections.filter((connection) => connection !== main);
  const citations = report.citations ?? NO_CITATIONS;
  return (
    <FixesContext.Provider value={report.fixes ?? NO_FIXES}>
      <CertificatesContext.Provider value={report.certificates}>
        <Notes report={report} main={main} />
        <State report={report} main={main} onReload={onReload} />
        <InspectionSection report={report} onInspect={onInspect} />
        <div class="sections">
          <Findings report={report} main={main} citations={citations} />
          {main !== undefined && (
              <ConnectionContext.Provider value={main}>
                <ConnectionSections profile={report.profile ?? DEFAULT_PROFILE} companion={report.companion} withoutFault={isOthersFault(report, main)} />
              </ConnectionContext.Provider>
            )}
          {others.length > 0 && <OtherHosts report={report} others={others} citations={citations} />}
          <NotKnown report={report} main={main} />
        </div>
      </CertificatesContext.Provider>
    </FixesContext.Provider>
  );
}

/** What has to be known to read the rest rightly. */
function Notes({ report, main }: { report: PageReport; main: PageConnection | undefined }): JSX.Element | null {
  const text = useText();
  const notes: ComponentChildren[] = [];
  if (report.incognito) {
    notes.push(
      <>
        <MaskIcon /> {text("popup_private")}
      </>,
    );
  }
  const expected = main?.assessment?.interception.expected;
  if (expected !== undefined) {
    const name = report.certificates[main?.assessment?.chain.anchor?.sha256 ?? ""]?.title ?? expected.name;
    notes.push(
      <span>
        <Message id="popup_interception_expected" params={[name]} fallback={name} />
      </span>,
    );
  }
  const before = main?.assessment?.past?.read;
  if (before !== undefined) notes.push(<ReadBefore read={before} />);
  if (report.fromBackForwardCache === true) notes.push(text("popup_back_forward"));
  else if (main?.assessment?.connection.fromCache === true) notes.push(text("popup_from_cache"));
  if (report.plainRequests > 0 && report.state !== "plain") notes.push(plural(text, "popup_plain_requests", report.plainRequests));
  if (report.omitted > 0) notes.push(plural(text, "popup_omitted", report.omitted));
  if (report.storageFull === true) notes.push(text("popup_storage_full"));
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note, index) => (
        <li key={index}>{note}</li>
      ))}
    </ul>
  );
}

/** Nobody reads the connection any more; somebody did. */
function ReadBefore({ read: { name, label, first, last, wasFirst } }: { read: ReadBeforeFacts }): JSX.Element {
  const by = label ?? name;
  return (
    <span data-testid="read-before" data-first={wasFirst ? "" : undefined}>
      <Message id={wasFirst ? "popup_read_first" : "popup_read_before"} params={[by, first.slice(0, 10), last.slice(0, 10)]} fallback={by} />
    </span>
  );
}

/** The grade with its bars and the first finding, or the state that the page is in instead. */
function State({ report, main, onReload }: Omit<PageProps, "onInspect"> & { main: PageConnection | undefined }): JSX.Element {
  const text = useText();
  const refused = main === undefined || main.assessment === null ? null : alarmOf(main.assessment.interception);
  switch (report.state) {
    case "observed":
      if (main?.assessment !== null && main !== undefined) return <Observed report={report} connection={main} />;
      return <NotObserved onReload={onReload} />;
    case "plain":
      return (
        <StateCard band="bad" icon={<OpenLockIcon size={40} />} title={text("popup_plain_title")}>
          <p>{text("popup_plain_meaning")}</p>
          <p class="muted">{text("popup_plain_fix")}</p>
        </StateCard>
      );
    case "failed":
      return (
        <>
          {refused !== null && main?.assessment !== null && main !== undefined && <Middle alarm={refused} assessment={main.assessment} refused />}
          <StateCard band="bad" icon={<BrokenIcon size={40} />} title={text("popup_failed_title")}>
            {main?.error !== undefined && <Failure error={main.error} />}
          </StateCard>
          {main !== undefined && !isOthersFault(report, main) && (
            <ConnectionContext.Provider value={main}>
              <SentFault />
            </ConnectionContext.Provider>
          )}
          <FailedDetails connection={main} networkLogin={report.networkLogin} lastGood={report.lastGood} read={refused !== null} onReload={onReload} />
        </>
      );
    case "internal":
      return (
        <StateCard band="none" icon={<WindowIcon size={40} />} title={text("popup_internal_title")}>
          <p class="muted">{text("popup_internal_meaning")}</p>
        </StateCard>
      );
    case "unknown":
      return <NotObserved onReload={onReload} />;
  }
}

/** Whether a page that failed was answered by the network, or by somebody in the middle: what is wrong with their chain is nothing that the site could correct. */
function isOthersFault({ state, networkLogin }: PageReport, { assessment }: PageConnection): boolean {
  return state === "failed" && (networkLogin !== undefined || (assessment !== null && alarmOf(assessment.interception) !== null));
}

/** Nothing is known of the page's own connection. */
export function NotObserved({ onReload }: { onReload: () => void }): JSX.Element {
  const text = useText();
  return (
    <StateCard band="none" icon={<span aria-hidden="true">?</span>} title={text("popup_unknown_title")}>
      <p class="muted">{text("popup_unknown_meaning")}</p>
      <button type="button" class="button" onClick={onReload}>
        {text("popup_reload")}
      </button>
    </StateCard>
  );
}

/** Opens the list of findings and goes there. */
function showFindings(): void {
  const section = document.getElementById("findings");
  if (!(section instanceof HTMLDetailsElement)) return;
  section.open = true;
  section.scrollIntoView({ block: "start" });
  section.querySelector("summary")?.focus({ preventScroll: true });
}

function Observed({ report, connection }: { report: PageReport; connection: PageConnection }): JSX.Element | null {
  const { assessment } = connection;
  const text = useText();
  const first = useMemo(() => (assessment === null ? undefined : firstFinding(assessment, report.findings)), [assessment, report.findings]);
  if (assessment === null) return null;
  const alarm = alarmOf(assessment.interception);
  const isRead = readBy(assessment.interception) !== undefined;
  return (
    <>
      {alarm !== null && <Middle alarm={alarm} assessment={assessment} />}
      <Verdict grade={report.grade} rating={assessment.rating} profile={assessment.profiles.find(({ profile }) => profile === report.profile)} intercepted={isRead} />
      <ConnectionContext.Provider value={connection}>
        <SentFault />
      </ConnectionContext.Provider>
      {/* What was trusted is the certificate of whoever is in the middle; the site's own is not known. */}
      <Bars rating={!isRead ? assessment.rating : { ...assessment.rating, certificate: null }} />
      {/* Where next to nothing is known, that nothing was found says nothing. */}
      {(first !== undefined || report.grade !== null) && <TopFinding finding={first} onMore={showFindings} />}
      {connection.scheme === "https:" && assessment.chain.ordered === null && <p class="muted" data-testid="sent-how">{text("popup_sent_how")}</p>}
    </>
  );
}

/** The first that does not stand above it already. */
function firstFinding(assessment: Assessment, ofPage: readonly Finding[]): Finding | undefined {
  const findings = findingsInOrder(assessment, ofPage);
  return hasSentFault(assessment.chain) ? findings.find(({ rule }) => !OF_SENT_CHAIN.has(rule)) ?? findings[0] : findings[0];
}

/** What is said of the page as a whole and of its own connection. */
function Findings({ report, main, citations }: { report: PageReport; main: PageConnection | undefined; citations: Citations }): JSX.Element | null {
  const text = useText();
  const assessment = main?.assessment ?? null;
  const findings = useMemo(() => (assessment === null ? report.findings : findingsInOrder(assessment, report.findings)), [assessment, report.findings]);
  if (findings.length === 0) return null;
  return (
    <Section id="findings" title={text("popup_findings")} note={<FindingCounts findings={findings} />}>
      <FindingList findings={findings} citations={citations} level={3} />
    </Section>
  );
}

interface ConnectionSectionsProps {
  profile: string;
  companion: PageReport["companion"];
  /** The fault of the chain as sent is not shown above. */
  withoutFault: boolean;
}

/** The page's own connection, part by part. */
function ConnectionSections({ profile, companion, withoutFault }: ConnectionSectionsProps): JSX.Element {
  const text = useText();
  const connection = useConnection();
  const certificates = useCertificates();
  const { assessment } = connection;
  const leaf = connection.certificates[0] ?? assessment?.chain.path?.[0] ?? assessment?.chain.partialPath?.[0];
  const left = useDaysLeft(certificates[leaf ?? ""], assessment?.time ?? connection.lastSeen);
  const profiles = profilesInOrder(assessment?.profiles ?? [], profile);
  return (
    <>
      {assessment !== null && (
        <Section id="connection" title={text("popup_connection")} note={<ConnectionNote />}>
          <Facts />
        </Section>
      )}
      {assessment !== null && (
        <Section id="interception" title={text("popup_interception")} note={<InterceptionMark interception={assessment.interception} />}>
          <Interception />
        </Section>
      )}
      {connection.error === undefined && isBad(connection) && (
        <Section id="bad-certificate" title={text("bad_heading")}>
          <BadCertificate />
        </Section>
      )}
      {(assessment !== null || connection.certificates.length > 0) && (
        <Section id="certificates" title={text("popup_certificates")} note={left ?? (leaf === undefined ? text("popup_number_unknown") : undefined)}>
          <Chain time={assessment?.time ?? connection.lastSeen} level={3} withoutPicture={!withoutFault && assessment !== null && hasSentFault(assessment.chain)} />
        </Section>
      )}
      {companion !== undefined && (
        <Section id="companion" title={text("popup_companion")}>
          {/* What was told of one connection is nothing for the next. */}
          <CompanionSection key={`${connection.scheme} ${connection.host} ${connection.port} ${connection.firstSeen}`} state={companion} />
        </Section>
      )}
      {assessment !== null && connection.error === undefined && (
        <Section id="arithmetic" title={text("popup_arithmetic")} note={assessment.rating.score ?? undefined}>
          <Arithmetic rating={assessment.rating} />
        </Section>
      )}
      {profiles[0] !== undefined && (
        <Section
          id="profiles"
          title={text("popup_profiles")}
          note={
            <>
              {text(profileNameKey(profiles[0].profile))} <ProfileMark verdict={profiles[0].verdict} />
            </>
          }
        >
          <Profiles results={profiles} />
        </Section>
      )}
    </>
  );
}

/** How many findings of each severity. */
function FindingCounts({ findings }: { findings: readonly Finding[] }): JSX.Element {
  const text = useText();
  return (
    <span class="counts">
      {SEVERITIES.map((severity) => {
        const count = findings.filter((finding) => finding.severity === severity).length;
        return count === 0 ? null : (
          <span key={severity}>
            <SeverityIcon severity={severity} />
            <span aria-hidden="true">{count}</span>
            <span class="visually-hidden">{plural(text, `popup_severity_count_${severity}`, count)} </span>
          </span>
        );
      })}
    </span>
  );
}

/** Version and group in a line. */
function ConnectionNote(): JSX.Element {
  const facts = useConnection().assessment?.connection;
  return <Untrusted text={[facts?.version, facts?.group?.name ?? facts?.cipherSuite?.name].filter((part) => part !== undefined).join(" · ")} />;
}

function OtherHosts({ report, others, citations }: { report: PageReport; others: PageConnection[]; citations: Citations }): JSX.Element {
  const text = useText();
  const { active, passive } = report.weakest;
  return (
    <Section
      id="hosts"
      title={text("popup_hosts")}
      note={
        <>
          {plural(text, "popup_hosts_count", others.length + report.omitted)}
          {active !== null && (
            <>
              {text("popup_hosts_worst")} <WeakestMark weakest={active} />
            </>
          )}
        </>
      }
    >
      <p class="muted lead">{text("popup_hosts_lead")}</p>
      {(active !== null || passive !== null) && (
        <dl class="rows weakest">
          {active !== null && <Weakest kind="active" weakest={active} />}
          {passive !== null && <Weakest kind="passive" weakest={passive} />}
        </dl>
      )}
      <Hosts connections={others} citations={citations} />
      {report.omitted > 0 && <p class="muted">{plural(text, "popup_omitted", report.omitted)}</p>}
    </Section>
  );
}

/** The weakest connection of a kind, and what it could do to the page. */
function Weakest({ kind, weakest }: { kind: "active" | "passive"; weakest: WeakestConnection }): JSX.Element {
  const text = useText();
  return (
    <div data-testid={`weakest-${kind}`} data-grade={weakest.grade ?? "plain"}>
      <dt>{text(`popup_weakest_${kind}`)}</dt>
      <dd>
        <WeakestMark weakest={weakest} /> <Untrusted text={hostWithPort(weakest.host, weakest.port, weakest.scheme)} />
        <p class="muted">{text(`popup_weakest_${kind}_meaning`)}</p>
      </dd>
    </div>
  );
}

function NotKnown({ report, main }: { report: PageReport; main: PageConnection | undefined }): JSX.Element | null {
  const text = useText();
  const assessment = main?.assessment ?? null;
  if (assessment === null) return null;
  const fields = unknownFields(assessment.connection);
  return (
    <Section id="unknown" title={text("popup_unknown")} note={fields.length === 0 ? undefined : String(fields.length)}>
      <Unknowns report={report} fields={fields} />
    </Section>
  );
}

import type { JSX } from "preact";
import type { EmbeddedTimestamps, SentRole } from "../../src/core/assessment.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import { plural, textOr, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { visibleText } from "../../src/core/text/visible-text.ts";
import type { ChainPicture } from "../chain-picture.ts";
import { chainPicture, placeIn } from "../chain-picture.ts";
import { keyPart, publicKey } from "../facts.ts";
import { hexGroups, utcTime } from "../../ui/format.ts";
import { LazyDetails } from "../../ui/lazy-details.tsx";
import { OtherClients } from "../../ui/other-clients.tsx";
import { CertificateInFull } from "./certificate-in-full.tsx";
import { CertificateTitle, SentAgainstBuilt } from "./chain-picture.tsx";
import { ChainRemarks } from "./chain-remarks.tsx";
import { useDaysLeft } from "./days-left.ts";
import { useCertificates, useConnection } from "./subject.ts";
import { Timestamps } from "./timestamps.tsx";
import { ValiditySection } from "./validity.tsx";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";

interface ChainProps {
  /** Of the observation, ISO 8601. */
  time: string;
  /** Of the headings. */
  level: 3 | 4;
  /** The picture stands elsewhere on the page already. */
  withoutPicture?: boolean;
}

/** What the server sent held against what was built, as far as either is known, and each certificate once in full. */
export function Chain({ time, level, withoutPicture = false }: ChainProps): JSX.Element {
  const text = useText();
  const connection = useConnection();
  const { assessment } = connection;
  const picture = assessment === null ? undefined : chainPicture(connection, assessment);
  if (assessment === null || picture === undefined) {
    return (
      <>
        {assessment !== null && connection.scheme !== "http:" && connection.scheme !== "ws:" && <SentUnknown reason={assessment.connection.unavailable?.["sentChain"]} />}
        {connection.certificates.length > 0 && <p class="muted lead">{text("popup_chain_lead")}</p>}
        <BuiltAlone hashes={connection.certificates} time={time} timestamps={assessment?.timestamps} level={level} />
      </>
    );
  }
  const Heading = `h${level}` as const;
  const each = eachOnce(picture);
  return (
    <>
      {!withoutPicture && (
        <>
          <SentAgainstBuilt picture={picture} chain={assessment.chain} level={level} />
          <ChainRemarks chain={assessment.chain} />
        </>
      )}
      {assessment.clients !== undefined && <OtherClients clients={assessment.clients} remedy={assessment.clientRemedy} level={level} />}
      <ValiditySection rows={each} time={time} level={level} />
      <Heading class="group-heading">{text("popup_chain_each")}</Heading>
      <ol class="chain">
        {each.map(({ sha256, role }) => (
          <Certificate key={sha256} sha256={sha256} role={role} time={time} timestamps={assessment.timestamps} level={level} />
        ))}
      </ol>
    </>
  );
}

/** The built chain, then what was sent besides; what each is for. */
function eachOnce({ built, sent }: ChainPicture): { sha256: string; role: SentRole }[] {
  const roles = new Map<string, SentRole>(built.map(({ sha256, role }) => [sha256, role]));
  for (const { sha256, role } of sent) if (!roles.has(sha256)) roles.set(sha256, role);
  return Array.from(roles, ([sha256, role]) => ({ sha256, role }));
}

/** That nobody told what the server sent, and why. */
function SentUnknown({ reason }: { reason: string | undefined }): JSX.Element {
  const text = useText();
  const why = textOr(text, `popup_sent_unknown_${keyPart(reason ?? "not-exposed")}`, "");
  return (
    <div class="sent-unknown" data-testid="sent-unknown" data-reason={reason ?? ""}>
      <p>
        <strong>{text("popup_sent_unknown")}</strong> {why === "" ? textOr(text, `popup_unavailable_${keyPart(reason ?? "")}`, "") : why}
      </p>
      <p class="muted">{text("popup_sent_unknown_meaning")}</p>
      <p class="muted" data-testid="clients-unknown">{text("clients_unknown")}</p>
    </div>
  );
}

interface BuiltAloneProps extends Omit<ChainProps, "withoutPicture"> {
  hashes: readonly string[];
  timestamps: EmbeddedTimestamps | undefined;
}

/** The chain as the browser built it, leaf first. */
function BuiltAlone({ hashes, time, timestamps, level }: BuiltAloneProps): JSX.Element {
  const text = useText();
  if (hashes.length === 0) return <p class="muted">{text("popup_chain_unknown")}</p>;
  const rows = hashes.map((sha256, index) => ({ sha256, role: placeIn(hashes, index, true) }));
  const Heading = `h${level}` as const;
  return (
    <>
      <ValiditySection rows={rows} time={time} level={level} />
      <Heading class="group-heading">{text("popup_chain_each")}</Heading>
      <ol class="chain">
        {rows.map(({ sha256, role }) => (
          <Certificate key={sha256} sha256={sha256} role={role} time={time} timestamps={timestamps} level={level} evidence />
        ))}
      </ol>
    </>
  );
}

interface CertificateProps {
  sha256: string;
  role: SentRole;
  time: string;
  /** Of the certificate that has them. */
  timestamps: EmbeddedTimestamps | undefined;
  level: ChainProps["level"];
  /** No picture says already what it is for. */
  evidence?: boolean;
}

function Certificate({ sha256, role, time, timestamps, level, evidence = false }: CertificateProps): JSX.Element {
  const text = useText();
  const certificate = useCertificates()[sha256];
  const left = useDaysLeft(certificate, time);
  return (
    <li class="certificate" {...(evidence && { "data-testid": "certificate" })} data-sha256={sha256} data-role={role}>
      <details>
        <summary>
          <ChevronIcon />
          <span class="certificate-head">
            <span class="certificate-title">
              <CertificateTitle sha256={sha256} />
            </span>
            <span class="muted">
              {text(`popup_role_${role}`)}
              {certificate !== undefined && certificate.error === undefined && ` · ${publicKey(certificate.key, text)}`}
              {left !== undefined && ` · ${left}`}
            </span>
          </span>
        </summary>
        <CertificateBody sha256={sha256} certificate={certificate} left={left} timestamps={timestamps?.certificate === sha256 ? timestamps : undefined} />
        {certificate !== undefined && (
          <LazyDetails class="in-full" summary={<span>{text("viewer_open")}</span>} content={() => <CertificateInFull sha256={sha256} title={certificate.title === "" ? sha256.slice(0, 16) : certificate.title} level={level} />} />
        )}
      </details>
    </li>
  );
}

interface CertificateBodyProps {
  sha256: string;
  /** undefined: its bytes were not kept. */
  certificate: CertificateSummary | undefined;
  left: string | undefined;
  /** Its own. */
  timestamps: EmbeddedTimestamps | undefined;
}

function CertificateBody({ sha256, certificate, left, timestamps }: CertificateBodyProps): JSX.Element {
  if (certificate === undefined) {
    return (
      <dl class="rows">
        <HexRow name="SHA-256" value={sha256} of={sha256.slice(0, 8)} />
      </dl>
    );
  }
  return certificate.error === undefined ? <CertificateRows certificate={certificate} left={left} timestamps={timestamps} /> : <Malformed certificate={certificate} />;
}

function Malformed({ certificate }: { certificate: CertificateSummary }): JSX.Element {
  const text = useText();
  return (
    <dl class="rows">
      <div>
        <dt>{text("popup_certificate_malformed")}</dt>
        <dd>
          <Untrusted text={certificate.error?.message ?? ""} />
        </dd>
      </div>
      <HexRow name="SHA-256" value={certificate.sha256} of={certificate.sha256.slice(0, 8)} />
    </dl>
  );
}

function CertificateRows({ certificate, left, timestamps }: Omit<CertificateBodyProps, "sha256" | "certificate"> & { certificate: CertificateSummary }): JSX.Element {
  const text = useText();
  // In attributes nothing can be set apart, so unseen characters are written out there too.
  const of = visibleText(certificate.title).slice(0, 100);
  return (
    <dl class="rows">
      <div>
        <dt>{text("popup_certificate_subject")}</dt>
        <dd>{certificate.subject === "" ? <span class="muted">{text("popup_empty_name")}</span> : <Untrusted text={certificate.subject} />}</dd>
      </div>
      <div>
        <dt>{text("popup_certificate_issuer")}</dt>
        <dd>{certificate.issuer === "" ? <span class="muted">{text("popup_empty_name")}</span> : <Untrusted text={certificate.issuer} />}</dd>
      </div>
      <div>
        <dt>{text("popup_certificate_validity")}</dt>
        <dd>
          {text("popup_validity", [utcTime(certificate.notBefore), utcTime(certificate.notAfter)])}
          {left !== undefined && <span class="mark">{left}</span>}
        </dd>
      </div>
      <div>
        <dt>{text("popup_certificate_key")}</dt>
        <dd>
          <Untrusted text={publicKey(certificate.key, text)} />
        </dd>
      </div>
      <div>
        <dt>{text("popup_certificate_signature")}</dt>
        <dd>
          <Untrusted text={certificate.signatureAlgorithm} />
        </dd>
      </div>
      {certificate.namesTotal > 0 && <Names certificate={certificate} />}
      {timestamps !== undefined && <Timestamps timestamps={timestamps} />}
      <HexRow name={text("popup_certificate_serial")} value={certificate.serialNumber} of={of} />
      <HexRow name="SHA-256" value={certificate.sha256} of={of} />
      <HexRow name={text("popup_certificate_spki")} value={certificate.spkiSha256} of={of} />
      <HexRow name="SHA-1" value={certificate.sha1} of={of} />
    </dl>
  );
}

function Names({ certificate }: { certificate: CertificateSummary }): JSX.Element {
  const text = useText();
  const more = certificate.namesTotal - certificate.names.length;
  return (
    <div>
      <dt>{plural(text, "popup_certificate_names", certificate.namesTotal)}</dt>
      <dd>
        {/* A list that scrolls has to be reached by keyboard. */}
        <ul {...(certificate.names.length > 6 && { class: "scrolling", tabIndex: 0 })}>
          {certificate.names.map((name, index) => (
            <li key={index}>
              <Untrusted text={name} />
            </li>
          ))}
        </ul>
        {more > 0 && <p class="muted">{plural(text, "popup_more_names", more)}</p>}
      </dd>
    </div>
  );
}

function HexRow({ name, value, of }: { name: string; value: string; of: string }): JSX.Element {
  const text = useText();
  return (
    <div class="copyable">
      <dt>{name}</dt>
      <dd>
        <code class="hex">
          {hexGroups(value).map((group, index) => (
            <span key={index}>{group}</span>
          ))}
        </code>
        <CopyButton value={value} name={text("popup_value_of", [name, of])} />
      </dd>
    </div>
  );
}

import type { JSX } from "preact";
import type { CertificateSummary, PageConnection } from "../../src/messages.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { visibleText } from "../../src/visible-text.ts";
import { publicKey } from "../facts.ts";
import { daysUntil, hexGroups, utcTime } from "../format.ts";

/** The chain as the browser built it, leaf first, or as the server sent it. `time` is that of the observation (ISO 8601). */
export function Chain({ connection, time }: { connection: PageConnection; time: string }): JSX.Element {
  const text = useText();
  if (connection.certificates.length === 0) return <p class="muted">{text("popup_chain_unknown")}</p>;
  return (
    <ol class="chain">
      {connection.certificates.map((certificate, index) => (
        <Certificate key={`${index} ${certificate.sha256}`} certificate={certificate} time={time} />
      ))}
    </ol>
  );
}

/** "61 days left" or that it is over, at the time of the observation. */
export function useDaysLeft(certificate: CertificateSummary | undefined, time: string): string | undefined {
  const text = useText();
  if (certificate === undefined || certificate.error !== undefined) return undefined;
  const starts = daysUntil(certificate.notBefore, time);
  const left = daysUntil(certificate.notAfter, time);
  if (starts === undefined || left === undefined) return undefined;
  if (Date.parse(certificate.notBefore) > Date.parse(time)) return text("popup_not_yet_valid");
  if (left >= 0) return plural(text, "popup_days_left", left);
  const over = daysUntil(time, certificate.notAfter) ?? 0;
  return over < 1 ? text("popup_expired_just") : plural(text, "popup_expired_days", over);
}

function Certificate({ certificate, time }: { certificate: CertificateSummary; time: string }): JSX.Element {
  const text = useText();
  const left = useDaysLeft(certificate, time);
  return (
    <li class="certificate" data-testid="certificate" data-sha256={certificate.sha256} data-role={certificate.role}>
      <details>
        <summary>
          <ChevronIcon />
          <span class="certificate-head">
            <span class="certificate-title">{certificate.title === "" ? text("popup_no_name") : <Untrusted text={certificate.title} />}</span>
            <span class="muted">
              {text(`popup_role_${certificate.role}`)}
              {certificate.error === undefined && ` · ${publicKey(certificate.key, text)}`}
              {left !== undefined && ` · ${left}`}
            </span>
          </span>
        </summary>
        {certificate.error === undefined ? <CertificateRows certificate={certificate} left={left} /> : <Malformed certificate={certificate} />}
      </details>
    </li>
  );
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

function CertificateRows({ certificate, left }: { certificate: CertificateSummary; left: string | undefined }): JSX.Element {
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

import type { JSX } from "preact";
import type { CertificateSummary, PageConnection } from "../../src/messages.ts";
import { Message } from "../../ui/message.tsx";
import { plural, textOr, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { wayOn, whyUnseen } from "../failure.ts";
import { findingsInOrder, ruleKey } from "../findings.ts";
import { nearNames } from "../near-name.ts";
import { SeverityIcon } from "./findings.tsx";

/** Names shown at once; the certificate itself has them all. */
const NAMES = 8;

interface FailedProps {
  connection: PageConnection | undefined;
  certificates: Record<string, CertificateSummary>;
  onReload: () => void;
}

/** Of a page that did not load: every reason that what the server sent gives, whom it is for, and what can be done. */
export function FailedDetails({ connection, certificates, onReload }: FailedProps): JSX.Element {
  const text = useText();
  const unseen = connection === undefined ? undefined : whyUnseen(connection);
  return (
    <div class="failed" data-testid="failed">
      {connection !== undefined && <Reasons connection={connection} />}
      {connection !== undefined && <ValidNames leaf={leafOf(connection, certificates)} connection={connection} />}
      {unseen !== undefined && <p class="muted">{text(unseen)}</p>}
      <h3>{text("failed_way_on")}</h3>
      <p>{text(wayOn(connection?.error?.code))}</p>
      <button type="button" class="button" onClick={onReload}>
        {text("popup_reload")}
      </button>
    </div>
  );
}

function Reasons({ connection }: { connection: PageConnection }): JSX.Element | null {
  const text = useText();
  const reasons = connection.assessment === null ? [] : findingsInOrder(connection.assessment).filter(({ severity }) => severity === "error");
  if (reasons.length === 0) return null;
  return (
    <>
      <h3>{text("failed_reasons")}</h3>
      <ul class="reasons">
        {reasons.map(({ rule, params, message }, index) => (
          <li key={index} data-testid="reason" data-rule={rule}>
            <SeverityIcon severity="error" />
            <span>
              <strong>{textOr(text, `${ruleKey(rule)}_title`, rule)}</strong>
              <span class="reason-message">
                <Message id={`${ruleKey(rule)}_message`} params={params} fallback={message} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function leafOf({ assessment }: PageConnection, certificates: Record<string, CertificateSummary>): CertificateSummary | undefined {
  const leaf = assessment?.chain.sent.find(({ role }) => role === "leaf");
  return leaf === undefined ? undefined : certificates[leaf.sha256];
}

function ValidNames({ leaf, connection: { host, port } }: { leaf: CertificateSummary | undefined; connection: PageConnection }): JSX.Element | null {
  const text = useText();
  if (leaf === undefined || leaf.error !== undefined) return null;
  if (leaf.namesTotal === 0) return <p>{text("failed_names_none")}</p>;
  const shown = leaf.names.slice(0, NAMES);
  return (
    <>
      <p>{plural(text, "failed_names", leaf.namesTotal)}</p>
      <ul class="names" data-testid="valid-names">
        {shown.map((name, index) => (
          <li key={index}>
            <Untrusted text={name} />
          </li>
        ))}
      </ul>
      {leaf.namesTotal > shown.length && <p class="muted">{plural(text, "failed_names_more", leaf.namesTotal - shown.length)}</p>}
      {nearNames(host, leaf.names).map((name) => (
        <p key={name} data-testid="near-name">
          {text("failed_near_name")} <a href={`https://${name}${port === 443 ? "" : `:${port}`}/`} target="_blank" rel="noreferrer">{name}</a>
        </p>
      ))}
    </>
  );
}

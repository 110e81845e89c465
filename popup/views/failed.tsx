import type { JSX } from "preact";
import { visibleText } from "../../src/core/text/visible-text.ts";
import { utcTime } from "../../ui/format.ts";
import { Message } from "../../ui/message.tsx";
import { plural, textOr, useText } from "../../ui/text.ts";
import { wayOn, whyUnseen } from "../failure.ts";
import { findingsInOrder } from "../../src/core/rating/finding-order.ts";
import { ruleKey } from "../../ui/rule-text.ts";
import { BadCertificate, isBad } from "./bad-certificate.tsx";
import { SeverityIcon } from "./findings.tsx";
import { ConnectionContext } from "./subject.ts";
import type { NetworkLogin, PageConnection } from "../../src/messages/page.ts";

interface FailedProps {
  connection: PageConnection | undefined;
  /** The network wants a login first. */
  networkLogin: NetworkLogin | undefined;
  /** ISO 8601: when the host was last reached with a good certificate. */
  lastGood: string | undefined;
  /** Somebody is in the middle, and what to do about that stands above. */
  read: boolean;
  onReload: () => void;
}

/** Of a page that did not load: every reason that what the server sent gives, whom it is for, and what can be done. */
export function FailedDetails({ connection, networkLogin, lastGood, read, onReload }: FailedProps): JSX.Element {
  const text = useText();
  const unseen = connection === undefined ? undefined : whyUnseen(connection);
  return (
    <div class="failed" data-testid="failed">
      {/* What is wrong with the certificate is then of no interest. */}
      {networkLogin !== undefined && (
        <>
          <p data-testid="network-login">
            <strong>{networkLogin.page === undefined ? plural(text, "failed_login", networkLogin.sites) : text("failed_login_led", [visibleText(networkLogin.page)])}</strong>
          </p>
          <WayOn connection={connection} networkLogin={networkLogin} onReload={onReload} />
        </>
      )}
      {lastGood !== undefined && networkLogin === undefined && connection?.assessment?.past?.lastGood === undefined && <p data-testid="was-good">{text("failed_was_good", [utcTime(lastGood)])}</p>}
      {connection !== undefined && <Reasons connection={connection} />}
      {connection !== undefined && isBad(connection) && <ConnectionContext.Provider value={connection}><BadCertificate /></ConnectionContext.Provider>}
      {unseen !== undefined && <p class="muted">{text(unseen)}</p>}
      {networkLogin === undefined && !read && <WayOn connection={connection} networkLogin={networkLogin} onReload={onReload} />}
    </div>
  );
}

/** What can be done. */
function WayOn({ connection, networkLogin, onReload }: Omit<FailedProps, "lastGood" | "read">): JSX.Element {
  const text = useText();
  return (
    <>
      <h3>{text("failed_way_on")}</h3>
      <p>{text(wayOn(connection?.error?.code, networkLogin))}</p>
      <button type="button" class="button" onClick={onReload}>
        {text("popup_reload")}
      </button>
    </>
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

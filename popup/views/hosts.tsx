import type { JSX } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { LazyDetails } from "../../ui/lazy-details.tsx";
import { plural, textOr, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { keyPart } from "../facts.ts";
import { findingsInOrder } from "../../src/core/rating/finding-order.ts";
import { hostWithPort } from "../../ui/format.ts";
import type { HostOrder } from "../host-order.ts";
import { HOST_ORDERS, sortedHosts } from "../host-order.ts";
import { AskedConnection } from "./asked-connection.tsx";
import { Arithmetic } from "./arithmetic.tsx";
import { Bars } from "./bars.tsx";
import { Chain } from "./chain.tsx";
import { Facts, SeenTimes } from "./facts.tsx";
import type { Citations } from "./findings.tsx";
import { FindingList } from "./findings.tsx";
import { FixesContext } from "./fixes.tsx";
import { ConnectionMark, gradeOf } from "./grade-mark.tsx";
import { Profiles } from "./profiles.tsx";
import { Strength } from "./strength.tsx";
import { CertificatesContext, ConnectionContext } from "./subject.ts";
import type { PageConnection } from "../../src/messages/page.ts";

/** What makes a connection the same row in the next report. */
export function connectionKey(connection: PageConnection): string {
  return `${connection.scheme} ${connection.host} ${connection.port}`;
}

/** Rows of the first drawing, about a screen; and rows added in each pause after it. */
const FIRST_ROWS = 16;
const MORE_ROWS = 48;
/** Rows that are drawn unasked, and added by each press of the button. */
const PAGE_OF_ROWS = 300;
/** The longest that a busy page keeps the next rows waiting. Milliseconds. */
const PAUSE_AWAITED = 200;

/** How many of `total` rows to draw: a screen at once, so that the page is there, and the rest while nothing else is to do. */
function useRowsDrawn(total: number): number {
  const [rows, setRows] = useState(FIRST_ROWS);
  const complete = rows >= total;
  useEffect(() => {
    if (complete) return;
    const pause = requestIdleCallback(() => setRows(rows + MORE_ROWS), { timeout: PAUSE_AWAITED });
    return () => cancelIdleCallback(pause);
  }, [rows, complete]);
  return Math.min(rows, total);
}

interface HostsParts {
  citations: Citations;
}

/** The page's other connections: in the order of the report, worst first, or as the person sorts them. */
export function Hosts({ connections, ...parts }: HostsParts & { connections: readonly PageConnection[] }): JSX.Element {
  const text = useText();
  const id = useId();
  const [order, setOrder] = useState<HostOrder>(HOST_ORDERS[0]);
  const [allowed, setAllowed] = useState(PAGE_OF_ROWS);
  const sorted = useMemo(() => sortedHosts(connections, order), [connections, order]);
  const shown = Math.min(allowed, sorted.length);
  const rows = useRowsDrawn(shown);
  const rest = sorted.length - shown;
  return (
    <>
      {connections.length > 1 && (
        <p class="hosts-sort">
          <label for={id}>{text("popup_hosts_sort")}</label>
          <select id={id} data-testid="hosts-sort" value={order} onChange={({ currentTarget: { value } }) => setOrder(HOST_ORDERS.find((each) => each === value) ?? HOST_ORDERS[0])}>
            {HOST_ORDERS.map((each) => (
              <option key={each} value={each}>
                {text(`popup_hosts_sort_${each}`)}
              </option>
            ))}
          </select>
        </p>
      )}
      <ul class="hosts">
        {sorted.slice(0, rows).map((connection) => (
          <HostRow key={connectionKey(connection)} connection={connection} {...parts} />
        ))}
      </ul>
      {rest > 0 && (
        <p class="hosts-more">
          <button type="button" class="button" data-testid="more-hosts" onClick={() => setAllowed(allowed + PAGE_OF_ROWS)}>
            {plural(text, "popup_hosts_show_more", Math.min(rest, PAGE_OF_ROWS))}
          </button>
          <span class="muted">{text("popup_hosts_shown", [String(shown), String(sorted.length)])}</span>
        </p>
      )}
    </>
  );
}

interface HostParts extends HostsParts {
  connection: PageConnection;
}

function HostRow({ connection, ...parts }: HostParts): JSX.Element {
  // A report is a fresh copy each time; a row is drawn again only where something in it can have changed.
  return useMemo(
    () => <Host connection={connection} {...parts} />,
    [connection.requests, connection.lastSeen, connection.assessment?.time ?? connection.row?.time, gradeOf(connection), connection.assessment?.chain.verdict ?? connection.row?.verdict, connection.certificates.length, connection.error?.code],
  );
}

function Host({ connection, ...parts }: HostParts): JSX.Element {
  const text = useText();
  return (
    <li class="host">
      <LazyDetails
        class="host-details"
        summary={
          <>
            <ConnectionMark connection={connection} />
            <span class="host-name">
              <Untrusted text={hostWithPort(connection.host, connection.port, connection.scheme)} />
            </span>
            <Strength connection={connection} />
            <span class="note">{plural(text, "popup_requests", connection.requests)}</span>
          </>
        }
        content={() =>
          connection.row === undefined ? (
            <HostBody connection={connection} {...parts} />
          ) : (
            <AskedConnection connection={connection} content={({ fixes, certificates, ...report }) => (
                <FixesContext.Provider value={fixes}>
                  <CertificatesContext.Provider value={certificates}>
                    <HostBody {...report} />
                  </CertificatesContext.Provider>
                </FixesContext.Provider>
              )} />
          )
        }
      />
    </li>
  );
}

/** All that is known of another connection of the page. */
function HostBody({ connection, citations }: HostParts): JSX.Element {
  const text = useText();
  const { assessment } = connection;
  return (
    <ConnectionContext.Provider value={connection}>
      <div class="host-body">
        <p class="muted">{requestTypes(connection, (type) => textOr(text, `popup_type_${keyPart(type)}`, type))}</p>
        {connection.error !== undefined && <Failure error={connection.error} />}
        {assessment === null ? (
          <>
            <p>{connection.scheme === "http:" || connection.scheme === "ws:" ? text("popup_plain_host") : text("popup_host_unknown")}</p>
            <dl class="rows">
              <SeenTimes />
            </dl>
          </>
        ) : (
          <>
            {connection.error === undefined && <Bars rating={assessment.rating} />}
            {(assessment.findings.length > 0 || assessment.rating.grade !== null) && (
              <>
                <h3>{text("popup_findings")}</h3>
                <FindingList findings={findingsInOrder(assessment)} citations={citations} level={4} />
              </>
            )}
            <h3>{text("popup_connection")}</h3>
            <Facts />
            <h3>{text("popup_certificates")}</h3>
            <Chain time={assessment.time} level={4} />
            {connection.error === undefined && (
              <>
                <h3>{text("popup_arithmetic")}</h3>
                <Arithmetic rating={assessment.rating} />
                <h3>{text("popup_profiles")}</h3>
                <Profiles results={assessment.profiles} />
              </>
            )}
          </>
        )}
      </div>
    </ConnectionContext.Provider>
  );
}

/** "image 12, script 3". */
function requestTypes(connection: PageConnection, name: (type: string) => string): string {
  return Object.entries(connection.types)
    .sort(([, a], [, b]) => b - a)
    .map(([type, count]) => `${name(type)} ${count}`)
    .join(", ");
}

/** Why a connection failed, in ours and in the browser's words. */
export function Failure({ error }: { error: NonNullable<PageConnection["error"]> }): JSX.Element {
  const text = useText();
  const meaning = textOr(text, `popup_failure_${keyPart(error.code)}`, "");
  return (
    <>
      {meaning !== "" && <p>{meaning}</p>}
      {error.message !== "" && (
        <p class="muted">
          {text("popup_failed_words")} <Untrusted text={error.message} />
          {error.name !== undefined && !error.message.includes(error.name) && (
            <>
              {" "}
              <code class="error-name">
                <Untrusted text={error.name} />
              </code>
            </>
          )}
        </p>
      )}
    </>
  );
}

import type { JSX } from "preact";
import type { HostPast, LastGood } from "../../src/core/assessment.ts";
import { Message } from "../../ui/message.tsx";
import { useText } from "../../ui/text.ts";
import { hostWithPort, utcTime } from "../../ui/format.ts";
import { Fingerprints } from "./fingerprints.tsx";
import { useCertificates, useConnection, type Certificates } from "./subject.ts";
import { ValidNames } from "./valid-names.tsx";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";
import type { PageConnection } from "../../src/messages/page.ts";

/** Whether there is something to say of a certificate that is bad. */
export function isBad({ assessment }: PageConnection): boolean {
  return assessment?.chain.verdict === "invalid";
}

/** The server's own certificate, as far as it is known which one that is. */
function leafOf({ assessment, certificates: built }: PageConnection, certificates: Certificates): CertificateSummary | undefined {
  const sent = assessment?.chain.sent.find(({ role }) => role === "leaf")?.sha256;
  return certificates[sent ?? built[0] ?? assessment?.chain.path?.[0] ?? assessment?.chain.partialPath?.[0] ?? ""];
}

/** What helps to decide about a bad certificate: whom it is for, when a good one was last seen here, and what to compare. */
export function BadCertificate(): JSX.Element {
  const text = useText();
  const connection = useConnection();
  const { assessment, error } = connection;
  const leaf = leafOf(connection, useCertificates());
  const past = assessment?.past;
  return (
    <div class="bad-certificate" data-testid="bad-certificate">
      {error === undefined && assessment?.connection.unavailable?.["builtChain"] === "exception-accepted" && <p data-testid="browser-exception">{text("bad_accepted")}</p>}
      <ValidNames leaf={leaf} />
      {past?.goodPorts !== undefined && <GoodPorts ports={past.goodPorts} />}
      {past?.lastGood !== undefined && <Last last={past.lastGood} />}
      <Hsts past={past} failed={error !== undefined} />
      {leaf !== undefined && leaf.error === undefined && (
        <>
          <h3>{text("bad_compare")}</h3>
          <Fingerprints hash={leaf.spkiSha256} certificate={leaf} />
        </>
      )}
    </div>
  );
}

function GoodPorts({ ports }: { ports: readonly number[] }): JSX.Element {
  const text = useText();
  const { host, scheme } = useConnection();
  return (
    <>
      {ports.map((port) => {
        const address = hostWithPort(host, port, scheme);
        return (
          <p key={port} data-testid="good-port">
            {text("bad_good_port")} <a href={`https://${address}/`} target="_blank" rel="noreferrer">{address}</a>
          </p>
        );
      })}
    </>
  );
}

function Last({ last }: { last: LastGood }): JSX.Element {
  const text = useText();
  return (
    <div data-testid="last-good">
      <h3>{text("bad_last_heading")}</h3>
      <p>
        <Message id="bad_last_good" params={[utcTime(last.time), last.issuer, last.root]} fallback={last.time} />
        {last.notAfter !== undefined && ` ${text("bad_last_until", [utcTime(last.notAfter)])}`}
      </p>
      {last.changed.length === 0 ? (
        <p data-changed="">{text("bad_same")}</p>
      ) : (
        <>
          <p>{text("bad_changed")}</p>
          <ul>
            {last.changed.map((what) => (
              <li key={what} data-changed={what}>
                {text(`bad_changed_${what}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** RFC 6797 section 12.1: a host with HSTS leaves the person no way past. */
function Hsts({ past, failed }: { past: HostPast | undefined; failed: boolean }): JSX.Element | null {
  const text = useText();
  if (past?.hstsUntil !== undefined) return <p data-testid="bad-hsts" data-until={past.hstsUntil}>{text("bad_hsts", [utcTime(past.hstsUntil)])}</p>;
  return failed ? <p class="muted" data-testid="bad-hsts">{text("bad_hsts_unknown")}</p> : null;
}

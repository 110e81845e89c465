import type { JSX } from "preact";
import type { HostPast, LastGood } from "../../src/core/assessment.ts";
import { Message } from "../../ui/message.tsx";
import { useText } from "../../ui/text.ts";
import { hostWithPort, utcTime } from "../../ui/format.ts";
import { Fingerprints } from "./fingerprints.tsx";
import { ValidNames } from "./valid-names.tsx";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";
import type { PageConnection } from "../../src/messages/page.ts";

interface BadCertificateProps {
  connection: PageConnection;
  certificates: Record<string, CertificateSummary>;
}

/** Whether there is something to say of a certificate that is bad. */
export function isBad({ assessment }: PageConnection): boolean {
  return assessment?.chain.verdict === "invalid";
}

/** The server's own certificate, as far as it is known which one that is. */
export function leafOf({ assessment, certificates: built }: PageConnection, certificates: Record<string, CertificateSummary>): CertificateSummary | undefined {
  const sent = assessment?.chain.sent.find(({ role }) => role === "leaf")?.sha256;
  return certificates[sent ?? built[0] ?? assessment?.chain.path?.[0] ?? assessment?.chain.partialPath?.[0] ?? ""];
}

/** What helps to decide about a bad certificate: whom it is for, when a good one was last seen here, and what to compare. */
export function BadCertificate({ connection, certificates }: BadCertificateProps): JSX.Element {
  const text = useText();
  const { assessment, error } = connection;
  const leaf = leafOf(connection, certificates);
  const past = assessment?.past;
  return (
    <div class="bad-certificate" data-testid="bad-certificate">
      {error === undefined && assessment?.connection.unavailable?.["builtChain"] === "exception-accepted" && <p data-testid="browser-exception">{text("bad_accepted")}</p>}
      <ValidNames leaf={leaf} connection={connection} />
      {past?.goodPorts !== undefined && <GoodPorts connection={connection} ports={past.goodPorts} />}
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

function GoodPorts({ connection: { host, scheme }, ports }: { connection: PageConnection; ports: readonly number[] }): JSX.Element {
  const text = useText();
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

import type { JSX } from "preact";
import { hostWithPort } from "../../ui/format.ts";
import { Message } from "../../ui/message.tsx";
import { OtherClients } from "../../ui/other-clients.tsx";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import type { ExportedHost } from "../../src/messages/hosts.ts";
import { counted } from "../words.ts";

/** Hosts that are shown; the rest is counted. */
const MAX_SHOWN = 100;

/**
 * The chains as sent in which something is superfluous, missing, twice there or out of order, or about which clients differ: what each
 * certificate is for, and what each client would say. Nothing where there is none.
 */
export function SentChains({ hosts }: { hosts: readonly ExportedHost[] }): JSX.Element | null {
  const text = useText();
  const faulty = hosts.filter(({ sent }) => sent !== undefined);
  if (faulty.length === 0) return null;
  return (
    <details class="sent-chains" data-testid="sent-chains">
      <summary>{counted(text, "report_sent_chains", faulty.length)}</summary>
      <ul>
        {faulty.slice(0, MAX_SHOWN).map(({ host, port, sent = [], missing = [], clients, clientRemedy }) => (
          <li key={`${host} ${String(port)}`} data-testid="sent-chain" data-host={host}>
            <p>
              <strong>
                <Untrusted text={hostWithPort(host, port, "https:")} />
              </strong>
            </p>
            <ol>
              {sent.map(({ sha256, role, needed, title }, index) => (
                <li key={index} data-testid="certificate" data-sha256={sha256} data-role={role}>
                  <Untrusted text={title === "" ? `${sha256.slice(0, 16)}…` : title} />{" "}
                  <span class="muted">
                    {text(`popup_sent_role_${role}`)}
                    {role === "alternate" || role === "intermediate" ? `, ${text(needed ? "popup_sent_needed" : "popup_sent_not_needed")}` : ""}
                  </span>
                </li>
              ))}
            </ol>
            {missing.map((name) => (
              <p key={name}>
                <Message id="report_sent_missing" params={[name]} fallback={name} />
              </p>
            ))}
            {clients !== undefined && <OtherClients clients={clients} remedy={clientRemedy} level={3} />}
          </li>
        ))}
      </ul>
      {faulty.length > MAX_SHOWN && <p class="muted">{text("report_sent_more", [String(faulty.length - MAX_SHOWN)])}</p>}
    </details>
  );
}

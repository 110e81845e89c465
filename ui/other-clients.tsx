import type { JSX } from "preact";
import type { ClientAssessment, ClientRemedy } from "../src/core/assessment.ts";
import { clientName, refusingClients } from "../src/core/chain/clients/client-names.ts";
import { CopyButton } from "./copy-button.tsx";
import { LazyDetails } from "./lazy-details.tsx";
import { useText } from "./text.ts";
import { Untrusted } from "./untrusted.tsx";

interface OtherClientsProps {
  clients: readonly ClientAssessment[];
  remedy: ClientRemedy | undefined;
  /** Of the heading. */
  level: 3 | 4;
}

/** What each client would say of the chain as it was sent; in front, who refuses it and what would make all accept it. */
export function OtherClients({ clients, remedy, level }: OtherClientsProps): JSX.Element {
  const text = useText();
  const Heading = `h${level}` as const;
  const refusing = refusingClients(clients, text);
  return (
    <div data-testid="other-clients">
      <Heading class="group-heading">{text("clients_title")}</Heading>
      <p data-testid="clients-summary">{refusing === undefined ? text("clients_none_refuses") : text("clients_refused_by", [refusing])}</p>
      {remedy !== undefined && <Remedy remedy={remedy} />}
      <LazyDetails class="clients" summary={<span>{text("clients_each")}</span>} content={() => <Rows clients={clients} />} />
    </div>
  );
}

function Remedy({ remedy: { rule, add } }: { remedy: ClientRemedy }): JSX.Element {
  const text = useText();
  return (
    <>
      <p data-testid="clients-remedy" data-rule={rule}>
        <strong>{text("clients_remedy")}</strong> {add === undefined ? text(`rule_${rule.replace(/[^A-Za-z0-9]/g, "_")}_fix`) : text("clients_remedy_add")}
      </p>
      {add !== undefined && (
        <p>
          <CopyButton value={add.pem} name={text("clients_copy_pem")} /> {text("clients_copy_pem")}
        </p>
      )}
    </>
  );
}

function Rows({ clients }: { clients: readonly ClientAssessment[] }): JSX.Element {
  const text = useText();
  return (
    <>
      <p class="muted">{text("clients_lead")}</p>
      <ul class="client-rows">
        {clients.map((row) => (
          <li key={row.client} data-testid="client" data-client={row.client} data-verdict={row.verdict}>
            <span class="client-name">{clientName(row)}</span> {text(row.rules === "store" && row.verdict === "unknown" ? "clients_verdict_store" : `clients_verdict_${row.verdict}`)}
            {row.reasons[0] !== undefined && (
              <>
                {": "}
                {text(`rule_${row.reasons[0].rule.replace(/[^A-Za-z0-9]/g, "_")}_title`)}
              </>
            )}
            {row.error !== undefined && (
              <span class="muted">
                {" "}
                <Untrusted text={row.error} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

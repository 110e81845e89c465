import type { JSX } from "preact";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { nearNames } from "../near-name.ts";
import { useConnection } from "./subject.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";

/** Names shown at once; the certificate itself has them all. */
const NAMES = 8;

/** The names that a certificate is for, and the address that would do where one of them is near to what was asked for. */
export function ValidNames({ leaf }: { leaf: CertificateSummary | undefined }): JSX.Element | null {
  const text = useText();
  const { host, port } = useConnection();
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

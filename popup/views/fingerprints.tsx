import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { colonHex, fingerprintForms } from "../fingerprint.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";

interface FingerprintsProps {
  /** SHA-256 (hex) of the key. */
  hash: string;
  /** Of which devices print the hash as often. */
  certificate: CertificateSummary | undefined;
}

/** A key, and the certificate that has it, in the forms that devices print. */
export function Fingerprints({ hash, certificate }: FingerprintsProps): JSX.Element {
  const text = useText();
  const { hex, base64, picture } = fingerprintForms(hash);
  const rows: [label: string, value: string][] = [
    ["popup_device_hex", hex],
    ["popup_device_base64", base64],
    ...(certificate === undefined || certificate.error !== undefined ? [] : [["bad_certificate_sha256", colonHex(certificate.sha256)], ["bad_certificate_sha1", colonHex(certificate.sha1)]] as [string, string][]),
  ];
  return (
    <dl class="rows fingerprint" data-testid="fingerprint">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{text(label)}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
      <div>
        <dt>{text("popup_device_picture")}</dt>
        <dd>
          <pre aria-hidden="true">{picture.join("\n")}</pre>
        </dd>
      </div>
    </dl>
  );
}

import type { ComponentChildren, JSX } from "preact";
import type { ChainAssessment, Severity } from "../../src/core/assessment.ts";
import { visibleText } from "../../src/core/text/visible-text.ts";
import { OkIcon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { language, plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import type { ChainRemark } from "../chain-picture.ts";
import { chainRemarks } from "../chain-picture.ts";
import { utcTime } from "../../ui/format.ts";
import { issuerName } from "./chain-picture.tsx";
import { SeverityIcon } from "./findings.tsx";
import { useCertificates, type Certificates } from "./subject.ts";

/** What the picture shows, in sentences. */
export function ChainRemarks({ chain }: { chain: ChainAssessment }): JSX.Element | null {
  const remarks = chainRemarks(chain);
  if (remarks.length === 0) return null;
  return (
    <ul class="remarks">
      {remarks.map((remark, index) => (
        <li key={index} class="remark" data-testid="chain-remark" data-remark={remark.kind}>
          <RemarkIcon remark={remark} />
          <div>
            <Remark remark={remark} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function RemarkIcon({ remark }: { remark: ChainRemark }): JSX.Element {
  if (remark.kind === "right") {
    return (
      <span class="severity ok">
        <OkIcon />
      </span>
    );
  }
  return <SeverityIcon severity={severityOf(remark)} />;
}

function severityOf(remark: ChainRemark): Severity {
  switch (remark.kind) {
    case "missing":
      return remark.needed ? "warning" : "notice";
    case "leaf-not-first":
    case "wrong-order":
    case "expired-cross-sign":
      return "warning";
    default:
      return "notice";
  }
}

function Remark({ remark }: { remark: ChainRemark }): JSX.Element {
  const text = useText();
  const certificates = useCertificates();
  const bytes = new Intl.NumberFormat(language(text));
  switch (remark.kind) {
    case "missing":
      return <Missing remark={remark} />;
    case "leaf-not-first":
      return <p>{text("popup_remark_leaf_not_first")}</p>;
    case "wrong-order":
      return <p>{text("popup_remark_wrong_order")}</p>;
    case "expired-cross-sign":
      return <Words id="popup_remark_cross_sign" params={[nameOf(remark.sha256, certificates), utcTime(remark.notAfter)]} />;
    case "superfluous":
      return (
        <>
          <p>{plural(text, "popup_remark_superfluous", remark.count, [bytes.format(remark.bytes), bytes.format(remark.ofBytes)])}</p>
          <p class="muted">{remark.roundTrips > 0 ? plural(text, "popup_remark_round_trips", remark.roundTrips) : text("popup_remark_no_round_trip")}</p>
        </>
      );
    case "right":
      return <p>{text("popup_remark_right", [bytes.format(remark.bytes)])}</p>;
  }
}

/** What was not sent, and where it can be had. Nobody goes there but the person who follows the link. */
function Missing({ remark }: { remark: Extract<ChainRemark, { kind: "missing" }> }): JSX.Element {
  const text = useText();
  const certificates = useCertificates();
  const name = remark.sha256 === undefined ? issuerName(remark.issuer ?? "", certificates[remark.of ?? ""]) : nameOf(remark.sha256, certificates);
  const id = remark.needed ? (remark.knownHere ? "popup_remark_missing_known" : "popup_remark_missing") : "popup_remark_missing_spare";
  return (
    <>
      <Words id={id} params={[name]} />
      {remark.needed && (remark.urls.length === 0 ? <p class="muted">{text("popup_remark_no_address")}</p> : <Addresses urls={remark.urls}>{text("popup_remark_addresses")}</Addresses>)}
    </>
  );
}

function Addresses({ urls, children }: { urls: readonly string[]; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <p class="muted">{children}</p>
      <ul>
        {urls.map((url) => (
          <li key={url}>
            <Address url={url} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** An address from a certificate: a link where it is one of the web, and its text in any case. */
function Address({ url }: { url: string }): JSX.Element {
  const safe = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!safe) return <Untrusted text={url} />;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      <Untrusted text={url} />
    </a>
  );
}

function Words({ id, params }: { id: string; params: readonly string[] }): JSX.Element {
  return (
    <p>
      <Message id={id} params={params} fallback={params.map(visibleText).join(" ")} />
    </p>
  );
}

/** The name of a certificate in a line; the beginning of its fingerprint where it has none or its bytes are gone. */
function nameOf(sha256: string, certificates: Certificates): string {
  const title = certificates[sha256]?.title ?? "";
  return title === "" ? `${sha256.slice(0, 16)}…` : title;
}

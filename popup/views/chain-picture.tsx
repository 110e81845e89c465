import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import type { ChainAssessment } from "../../src/core/assessment.ts";
import { localClock } from "../../ui/format.ts";
import { Message } from "../../ui/message.tsx";
import { language, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import type { PageConnection } from "../../src/messages/page.ts";
import type { BuiltNode, ChainPicture, SentNode } from "../chain-picture.ts";
import { useCertificates, useConnection } from "./subject.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";

interface PictureProps {
  picture: ChainPicture;
  chain: ChainAssessment;
  /** Of the two headings. */
  level: 3 | 4;
}

/**
 * What was sent and what was built side by side, with a line between what is the same. Read aloud it is two lists, whose
 * entries say in words where the lines lead.
 */
export function SentAgainstBuilt({ picture, chain, level }: PictureProps): JSX.Element {
  const text = useText();
  const certificates = useCertificates();
  const id = useId();
  const Heading = `h${level}` as const;
  const { recorded } = useConnection();
  return (
    <>
      {recorded !== undefined && <AsRecorded recorded={recorded} />}
      <div class="picture" data-testid="chain-picture">
        <Heading id={`${id}-sent`} class="picture-heading sent">
          {text(recorded === undefined ? "popup_picture_sent" : "popup_picture_sent_recorded")}
        </Heading>
        <ol class="picture-list" aria-labelledby={`${id}-sent`}>
          {picture.sent.map((node) => (
            <SentCertificate key={node.number} node={node} />
          ))}
        </ol>
        <Lines picture={picture} />
        <Heading id={`${id}-built`} class="picture-heading built">
          {text(`popup_picture_built_${picture.builtBy}`)}
        </Heading>
        <ol class="picture-list" aria-labelledby={`${id}-built`}>
          {picture.built.map((node) => (
            <BuiltCertificate key={node.number} node={node} chain={chain} />
          ))}
          {picture.absent !== undefined && <AbsentIssuer name={issuerName(picture.absent.issuer, certificates[picture.absent.of])} />}
        </ol>
      </div>
    </>
  );
}

/** Who saw what was sent, and when. */
function AsRecorded({ recorded: { time, of } }: { recorded: NonNullable<PageConnection["recorded"]> }): JSX.Element {
  const text = useText();
  const clock = localClock(time, language(text));
  return (
    <p class="muted" data-testid="as-recorded" data-of={of}>
      <Message id={`popup_recorded_${of}`} params={[clock]} fallback={clock} />
    </p>
  );
}

/** All rows are equally high, so a row is one unit of the drawing, however large the text is. */
function Lines({ picture: { sent, built, absent } }: { picture: ChainPicture }): JSX.Element {
  const rows = Math.max(sent.length, built.length + (absent === undefined ? 0 : 1), 1);
  return (
    <svg class="picture-lines" viewBox={`0 0 1 ${rows}`} preserveAspectRatio="none" aria-hidden="true">
      {sent.map(({ number, sameAs, role, needed }) =>
        sameAs === undefined ? null : (
          <line key={number} class={needed && role !== "duplicate" ? "" : "idle"} x1="0" y1={number - 0.5} x2="1" y2={sameAs - 0.5} vector-effect="non-scaling-stroke" />
        ),
      )}
    </svg>
  );
}

function SentCertificate({ node }: { node: SentNode }): JSX.Element {
  const text = useText();
  return (
    <li class={`picture-node sent ${node.needed ? "" : "idle"}`} data-testid="certificate" data-sha256={node.sha256} data-role={node.role}>
      <Node number={node.number} sha256={node.sha256}>
        {text(`popup_sent_role_${node.role}`)}
        {node.role === "alternate" || node.role === "intermediate" ? `, ${text(node.needed ? "popup_sent_needed" : "popup_sent_not_needed")}` : ""}
      </Node>
      <span class="picture-same">{text(node.sameAs === undefined ? "popup_picture_not_built" : "popup_picture_same_built", [String(node.sameAs)])}</span>
    </li>
  );
}

function BuiltCertificate({ node, chain }: { node: BuiltNode; chain: ChainAssessment }): JSX.Element {
  const text = useText();
  const missing = chain.missing.includes(node.sha256);
  const known = node.role === "anchor" && chain.anchor ? text(`popup_built_anchor_${chain.anchor.source}`) : text(`popup_role_${node.role}`);
  return (
    <li
      class={`picture-node built ${missing ? "missing" : ""}`}
      // What was sent stands in the other list already, with what it was sent for.
      {...(node.sameAs === undefined && { "data-testid": "certificate" })}
      data-sha256={node.sha256}
      data-role={node.role}
    >
      <Node number={node.number} sha256={node.sha256}>
        {known}
        {missing && (
          <>
            {", "}
            <strong>{text("popup_built_not_sent")}</strong>
          </>
        )}
      </Node>
      <span class="picture-same">{node.sameAs === undefined ? (missing ? "" : text("popup_picture_not_sent")) : text("popup_picture_same_sent", [String(node.sameAs)])}</span>
    </li>
  );
}

/** Where the chain breaks off. */
function AbsentIssuer({ name }: { name: string }): JSX.Element {
  const text = useText();
  return (
    <li class="picture-node built missing">
      <span class="picture-number" aria-hidden="true">
        ?
      </span>
      <span class="picture-title">
        <Untrusted text={name} />
      </span>
      <span class="picture-role">
        <strong>{text("popup_built_absent")}</strong>
      </span>
    </li>
  );
}

interface NodeProps {
  number: number;
  sha256: string;
  /** What it is for. */
  children: ComponentChildren;
}

function Node({ number, sha256, children }: NodeProps): JSX.Element {
  return (
    <>
      <span class="picture-number">{number}</span>
      <span class="picture-title">
        <CertificateTitle sha256={sha256} />
      </span>
      <span class="picture-role">{children}</span>
    </>
  );
}

/** An issuer's name in a line, from the certificate that it issued; else its whole name. */
export function issuerName(whole: string, issued: CertificateSummary | undefined): string {
  return issued === undefined || issued.issuerTitle === "" ? whole : issued.issuerTitle;
}

/** The name of a certificate in a line; the beginning of its fingerprint where it has none or its bytes are gone. */
export function CertificateTitle({ sha256 }: { sha256: string }): JSX.Element {
  const certificate = useCertificates()[sha256];
  if (certificate === undefined || certificate.title === "") return <code>{sha256.slice(0, 16)}…</code>;
  return <Untrusted text={certificate.title} />;
}

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { CertificateDescription, DescribedFault, DescribedSection } from "../../src/core/description/description.ts";
import { announce } from "../announce.ts";
import { certificateFileName } from "../file-name.ts";
import { ChevronIcon, CopyIcon, DownloadIcon, ErrorIcon } from "../icons.tsx";
import { Message } from "../message.tsx";
import { saveFile } from "../save-file.ts";
import { plural, useText } from "../text.ts";
import { Untrusted } from "../untrusted.tsx";
import { pemBytes } from "./bytes.ts";
import { Fields } from "./fields.tsx";
import { RawBytes } from "./raw-bytes.tsx";

interface CertificateViewerProps {
  description: CertificateDescription;
  /** Its name in a line, for labels and files; hostile text. */
  title: string;
  /** Of its two headings; those of the parts are one below. */
  level: 3 | 4;
}

/** A certificate in full: every field and every extension in words, the bytes of each, and the whole to save. */
export function CertificateViewer({ description, title, level }: CertificateViewerProps): JSX.Element {
  const text = useText();
  const bytes = useMemo(() => pemBytes(description.pem), [description.pem]);
  const Heading = `h${level}` as const;
  const parts = (sections: readonly DescribedSection[]): JSX.Element[] =>
    sections.map((section, index) => <Part key={index} section={section} bytes={bytes} of={title} level={level === 3 ? 4 : 5} />);
  return (
    <div class="viewer" data-testid="certificate-viewer" data-sha256={description.sha256}>
      {description.fault !== undefined && <Fault lead={text("viewer_fault")} fault={description.fault} />}
      <Take description={description} bytes={bytes} title={title} />
      <Problems description={description} />
      <Heading class="group-heading">{text("viewer_fields")}</Heading>
      {parts(description.fields)}
      <Heading class="group-heading">{description.extensions.length === 0 ? text("viewer_no_extensions") : plural(text, "viewer_extensions", description.extensions.length)}</Heading>
      {parts(description.extensions)}
      <RawBytes bytes={bytes} start={0} summary={text("viewer_raw")} />
    </div>
  );
}

/** The certificate as a file, and as text to paste. */
function Take({ description: { pem, sha256 }, bytes, title }: { description: CertificateDescription; bytes: Uint8Array<ArrayBuffer>; title: string }): JSX.Element {
  const text = useText();
  const save = (parts: BlobPart[], type: string, extension: "pem" | "der"): void => {
    saveFile(parts, type, certificateFileName(title, sha256, extension));
    announce(text("viewer_saved"));
  };
  const copy = (): void => {
    navigator.clipboard.writeText(pem).then(
      () => announce(text("viewer_copied_pem")),
      () => announce(text("ui_copy_refused")),
    );
  };
  return (
    <p class="viewer-take">
      <button type="button" class="button" data-testid="save-pem" onClick={() => save([pem], "application/x-pem-file", "pem")}>
        <DownloadIcon />
        {text("viewer_pem")}
      </button>
      <button type="button" class="button" data-testid="save-der" onClick={() => save([bytes], "application/pkix-cert", "der")}>
        <DownloadIcon />
        {text("viewer_der")}
      </button>
      <button type="button" class="button" data-testid="copy-pem" onClick={copy}>
        <CopyIcon />
        {text("viewer_copy_pem")}
      </button>
    </p>
  );
}

function Fault({ lead, fault }: { lead: string; fault: DescribedFault }): JSX.Element {
  return (
    <p class="viewer-fault" data-testid="viewer-fault" data-code={fault.code} data-offset={fault.offset}>
      <span class="severity error">
        <ErrorIcon />
      </span>
      <span>
        {lead} <Untrusted text={fault.message} />
      </span>
    </p>
  );
}

function Problems({ description: { problems, problemsTotal } }: { description: CertificateDescription }): JSX.Element | null {
  const text = useText();
  if (problemsTotal === 0) return null;
  const more = problemsTotal - problems.length;
  return (
    <details class="viewer-problems">
      <summary>
        <ChevronIcon />
        {plural(text, "viewer_problems", problemsTotal)}
      </summary>
      <ul>
        {problems.map(({ message }, index) => (
          <li key={index}>
            <Untrusted text={message} />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="muted">{plural(text, "viewer_problems_more", more)}</p>}
    </details>
  );
}

interface PartProps {
  section: DescribedSection;
  /** The whole certificate. */
  bytes: Uint8Array;
  /** Name of the certificate. */
  of: string;
  level: 4 | 5;
}

/** One field or extension. */
function Part({ section, bytes, of, level }: PartProps): JSX.Element {
  const text = useText();
  const { title, params = [], meaning, oid, critical, groups, more, place, fault } = section;
  const Heading = `h${level}` as const;
  return (
    <section class="viewer-part" data-testid="viewer-part" data-title={title} {...(oid !== undefined && { "data-oid": oid })}>
      <Heading>
        <Message id={title} params={params} fallback={title} />
        {oid !== undefined && (
          <>
            {" "}
            <code class="viewer-oid">{oid}</code>
          </>
        )}
        {critical === true && <span class="mark">{text("viewer_critical")}</span>}
      </Heading>
      {meaning !== undefined && <p class="muted">{text(meaning)}</p>}
      {fault !== undefined && <Fault lead={text("viewer_section_fault")} fault={fault} />}
      {groups.map((fields, index) => (
        <Fields key={index} fields={fields} of={of} />
      ))}
      {groups.length === 0 && fault === undefined && <p class="muted">{text("viewer_nothing")}</p>}
      {more !== undefined && <p class="muted">{plural(text, "viewer_entries_more", more)}</p>}
      {place !== undefined && (
        <RawBytes bytes={bytes.subarray(place.offset, place.offset + place.length)} start={place.offset} summary={text("viewer_raw_of", [String(place.length), String(place.offset)])} />
      )}
    </section>
  );
}

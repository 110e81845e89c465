import type { JSX } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Assessment } from "../../src/core/assessment.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";
import { DownloadIcon, ErrorIcon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { LazyDetails } from "../../ui/lazy-details.tsx";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { CheckAgain, MiddleContext } from "./check-again.tsx";
import { Expect, isLedAstray } from "./interception.tsx";
import { useCertificates } from "./subject.ts";

/** Where an added root is removed, by system; each is a message key's end. */
const SYSTEMS = ["windows", "macos", "linux", "android", "firefox"] as const;

interface MiddleProps {
  alarm: "known" | "likely";
  assessment: Assessment;
  /** The browser refused the certificate: nothing was sent. */
  refused?: boolean;
}

/** The headline where somebody reads the page's own connection: who, what they see, what else it may be, and what to do. */
export function Middle({ alarm, assessment, refused = false }: MiddleProps): JSX.Element {
  const text = useText();
  const certificates = useCertificates();
  const { label } = assessment.interception;
  const ca = authorityOf(assessment, certificates);
  return (
    <section class="middle" data-testid="middle" data-alarm={alarm} aria-labelledby="middle-title">
      <h2 id="middle-title">
        <ErrorIcon />
        <span>{label === null ? text(`popup_middle_title_${alarm}`) : <Message id={`popup_middle_title_${alarm}_by`} params={[label]} fallback={label} />}</span>
      </h2>
      {ca !== undefined && (
        <p>
          <Message id="popup_middle_who" params={[ca]} fallback={ca} />
        </p>
      )}
      {isLedAstray(assessment) && <p data-testid="led-astray">{text("popup_middle_local")}</p>}
      <p>{text(refused ? "popup_middle_refused" : "popup_middle_sees")}</p>
      <p>{text("popup_middle_otherwise")}</p>
      <h3>{text("popup_middle_what_to_do")}</h3>
      <Expect assessment={assessment} />
      <p>{text(refused ? "popup_middle_refused_do" : "popup_middle_unknown_to_you")}</p>
      {/* What is refused is installed nowhere. */}
      {!refused && <LazyDetails class="profile" summary={text("popup_middle_remove")} content={() => <Removal product={label} ca={ca} />} />}
      <CheckAgain time={assessment.time} />
      <HelpDesk />
    </section>
  );
}

/** The CA at the end of what is known of the chain: the last certificate's own name where it is a root, else that of who issued it. */
function authorityOf({ chain: { anchor, path, partialPath = [] } }: Assessment, certificates: Readonly<Record<string, CertificateSummary>>): string | undefined {
  const root = certificates[anchor?.sha256 ?? path?.at(-1) ?? ""];
  return root?.title ?? certificates[partialPath.at(-1) ?? ""]?.issuerTitle;
}

function Removal({ product, ca }: { product: string | null; ca: string | undefined }): JSX.Element {
  const text = useText();
  return (
    <div class="profile-body" data-testid="removal">
      <p>{product === null ? text("popup_middle_uninstall") : <Message id="popup_middle_uninstall_product" params={[product]} fallback={product} />}</p>
      {ca !== undefined && (
        <p>
          {text("popup_middle_remove_name")} <Untrusted text={ca} />
        </p>
      )}
      <dl class="rows">
        {SYSTEMS.map((system) => (
          <div key={system}>
            <dt>{text(`popup_middle_system_${system}`)}</dt>
            <dd>{text(`popup_middle_remove_${system}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function HelpDesk(): JSX.Element | null {
  const text = useText();
  const save = useContext(MiddleContext)?.saveForHelpDesk;
  const [failure, setFailure] = useState<string>();
  if (save === undefined) return null;
  const run = (): void => {
    setFailure(undefined);
    save().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  return (
    <div class="decision">
      <button type="button" class="button" data-testid="help-desk" onClick={run}>
        <DownloadIcon /> {text("popup_middle_help_desk")}
      </button>
      <p class="muted">{text("popup_middle_help_desk_what")}</p>
      {failure !== undefined && (
        <p role="alert">
          {text("popup_export_failed")} <Untrusted text={failure} />
        </p>
      )}
    </div>
  );
}

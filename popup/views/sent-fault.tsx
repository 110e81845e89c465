import type { JSX } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { CopyIcon, WarningIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { chainPicture, correctedChain, hasSentFault } from "../chain-picture.ts";
import { CertificateSourceContext } from "./certificate-in-full.tsx";
import { SentAgainstBuilt } from "./chain-picture.tsx";
import { ChainRemarks } from "./chain-remarks.tsx";
import { useCertificates, useConnection } from "./subject.ts";

/** What is wrong with the chain as the server sent it: the picture with the roles, what it means, and the file that is right. Nothing where all is well or not known. */
export function SentFault(): JSX.Element | null {
  const text = useText();
  const id = useId();
  const connection = useConnection();
  const { assessment } = connection;
  const picture = assessment === null || !hasSentFault(assessment.chain) ? undefined : chainPicture(connection, assessment);
  if (assessment === null || picture === undefined) return null;
  const { chain } = assessment;
  return (
    <section class="sent-fault" data-testid="sent-fault" aria-labelledby={id}>
      <h2 id={id}>
        <WarningIcon />
        <span>{text("popup_sent_fault")}</span>
      </h2>
      <SentAgainstBuilt picture={picture} chain={chain} level={3} />
      <ChainRemarks chain={chain} />
      <Corrected chain={chain} />
    </section>
  );
}

function Corrected({ chain }: Pick<NonNullable<ReturnType<typeof useConnection>["assessment"]>, "chain">): JSX.Element | null {
  const text = useText();
  const certificates = useCertificates();
  const { describe } = useContext(CertificateSourceContext);
  const [failed, setFailed] = useState(false);
  const corrected = correctedChain(chain, (sha256) => certificates[sha256] !== undefined);
  if (corrected === undefined) return null;
  const copy = async (): Promise<void> => {
    const described = await Promise.all(corrected.map(describe));
    const parts = described.flatMap((description) => description?.pem ?? []);
    if (parts.length !== corrected.length) throw new Error("The bytes of a certificate are not kept any more.");
    await navigator.clipboard.writeText(parts.join(""));
  };
  const run = (): void => {
    setFailed(false);
    copy().then(() => announce(text("ui_copied", ["fullchain.pem"])), (error: unknown) => {
      console.error(error);
      setFailed(true);
    });
  };
  return (
    <>
      <button type="button" class="button" data-testid="copy-fullchain" data-certificates={corrected.join(" ")} onClick={run}>
        <CopyIcon />
        {text("popup_fullchain")}
      </button>
      <p class="muted">{plural(text, "popup_fullchain_what", corrected.length)}</p>
      {failed && (
        <p class="failure" role="alert">
          {text("popup_fullchain_failed")}
        </p>
      )}
    </>
  );
}

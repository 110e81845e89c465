import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { UploadPreview, UploadReport } from "../../../src/messages/upload.ts";
import { announce } from "../../../ui/announce.ts";
import { language, plural, textOr, useText } from "../../../ui/text.ts";
import { Untrusted } from "../../../ui/untrusted.tsx";
import { ClosePreview, Preview } from "../preview.tsx";
import { SectionPart } from "../section.tsx";
import type { UploadActions } from "./actions.ts";

interface StandingProps extends Pick<UploadActions, "now" | "preview" | "deleteSent"> {
  standing: UploadReport;
  take: (answer: Promise<UploadReport>, said?: string) => void;
}

/** What waits, what was sent, what failed and why; and what a person can do about it. */
export function UploadStanding({ standing, take, now, preview, deleteSent }: StandingProps): JSX.Element {
  const text = useText();
  const [shown, setShown] = useState<UploadPreview>();
  const [failed, setFailed] = useState(false);
  const show = async (): Promise<void> => {
    setShown(await preview());
    announce(text("options_preview_said"));
  };
  return (
    <SectionPart heading={text("upload_state_heading")} lead={text(`upload_state_${standing.state.replaceAll("-", "_")}`)}>
      <Counts standing={standing} />
      {standing.failure !== null && <Failure failure={standing.failure} />}
      {failed && <p class="refusal" role="alert">{text("options_trust_error_no_answer")}</p>}
      <div class="buttons">
        <button type="button" class="button" data-testid="upload-now" disabled={standing.state !== "on" && standing.waiting.batches === 0} onClick={() => take(now(), text("upload_now_said"))}>
          {text("upload_now")}
        </button>
        <button type="button" class="button" data-testid="upload-preview" onClick={() => void show().catch((error: unknown) => {
          console.error(error);
          setFailed(true);
        })}>
          {text("upload_preview")}
        </button>
        <ClosePreview open={shown !== undefined} onClose={() => setShown(undefined)} />
      </div>
      {shown !== undefined && (
        <>
          <p data-testid="upload-preview-kind" data-waiting={shown.waiting}>
            {text(shown.texts.length === 0 ? "upload_preview_empty" : shown.waiting ? "upload_preview_waiting" : "upload_preview_would")}
          </p>
          {shown.texts.length > 0 && <Preview parts={shown.texts} />}
        </>
      )}
      <p class="muted">{text("upload_delete_lead")}</p>
      <div class="buttons">
        <button type="button" class="button" data-testid="upload-delete" disabled={standing.deletable.length === 0} onClick={() => take(deleteSent(), text("upload_delete_said"))}>
          {text("upload_delete")}
        </button>
      </div>
    </SectionPart>
  );
}

function Counts({ standing: { waiting, sent, lastSent, dropped, withdrawn, withheld, deletions } }: { standing: UploadReport }): JSX.Element {
  const text = useText();
  const stays = Object.values(withheld).reduce((sum, each) => sum + each, 0);
  return (
    <ul class="held" data-testid="upload-counts" data-waiting={waiting.rows} data-sent={sent} data-dropped={dropped} data-withdrawn={withdrawn} data-withheld={stays} data-deletions={deletions}>
      <li>{plural(text, "upload_waiting", waiting.rows, [String(Math.ceil(waiting.bytes / 1000))])}</li>
      <li>
        {plural(text, "upload_sent", sent)} {lastSent !== null && text("upload_last", [clock(lastSent, language(text))])}
      </li>
      {dropped > 0 && <li>{plural(text, "upload_dropped", dropped)}</li>}
      {withdrawn > 0 && <li>{plural(text, "upload_withdrawn", withdrawn)}</li>}
      {stays > 0 && <li>{plural(text, "upload_withheld", stays)}</li>}
      {deletions > 0 && <li>{plural(text, "upload_deletions", deletions)}</li>}
    </ul>
  );
}

function Failure({ failure: { code, detail, tries, nextTry } }: { failure: NonNullable<UploadReport["failure"]> }): JSX.Element {
  const text = useText();
  return (
    <div class="refusal" role="alert" data-testid="upload-failure" data-code={code}>
      <p>{textOr(text, `upload_failure_${code.replaceAll("-", "_")}`, code)}</p>
      {detail !== "" && (
        <p>
          <Untrusted text={detail} />
        </p>
      )}
      <p>{plural(text, "upload_tries", tries, [clock(nextTry, language(text))])}</p>
    </div>
  );
}

/** By the person's own clock and calendar. */
function clock(milliseconds: number, tag: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" }).format(milliseconds);
}

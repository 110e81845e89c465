import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { textSegments } from "../../src/core/text/visible-text.ts";
import { announce } from "../../ui/announce.ts";
import { DownloadIcon } from "../../ui/icons.tsx";
import { jsonText } from "../../ui/save-file.ts";
import { plural, useText } from "../../ui/text.ts";
import { OptionsSection } from "./section.tsx";

export interface ExportActions {
  /** The document as it is now. */
  load: () => Promise<object>;
  /** Offers its text as a file. */
  save: (text: string) => void;
}

/** How much the session's export would hold. */
interface Holdings {
  observations: number;
  certificates: number;
}

type State = { kind: "counting" } | { kind: "counted"; holdings: Holdings } | { kind: "error" };

/** The export of the session, with a preview of what it writes. */
export function Export({ load, save }: ExportActions): JSX.Element {
  const text = useText();
  const [state, setState] = useState<State>({ kind: "counting" });
  /** The text that is shown, and that is then saved. */
  const [shown, setShown] = useState<string>();

  /** Gives undefined, and says so on the page, where the background does not answer. */
  const fetchDocument = async (): Promise<string | undefined> => {
    try {
      const document_ = await load();
      setState({ kind: "counted", holdings: holdings(document_) });
      return jsonText(document_);
    } catch (error) {
      console.error(error);
      setState({ kind: "error" });
      return undefined;
    }
  };
  useEffect(() => void fetchDocument(), []);
  const preview = async (): Promise<void> => {
    const document_ = await fetchDocument();
    if (document_ === undefined) return;
    setShown(document_);
    announce(text("options_preview_said"));
  };
  const saveAll = async (): Promise<void> => {
    const document_ = shown ?? await fetchDocument();
    if (document_ === undefined) return;
    save(document_);
    announce(text("options_saved"));
  };
  const empty = state.kind !== "counted" || state.holdings.observations === 0;
  return (
    <OptionsSection id="export" heading={text("options_export_heading")} lead={text("options_export_lead")}>
      <p>{text("options_export_only")}</p>
      <p>{text("options_export_reuse")}</p>
      <Held state={state} onRetry={() => void fetchDocument()} />
      <div class="buttons">
        <button type="button" class="button primary" data-testid="export-all" disabled={empty} onClick={() => void saveAll()}>
          <DownloadIcon />
          {text(shown === undefined ? "options_export" : "options_export_shown")}
        </button>
        <button type="button" class="button" data-testid="preview" disabled={empty} onClick={() => void preview()}>
          {text(shown === undefined ? "options_preview" : "options_preview_again")}
        </button>
        {shown !== undefined && (
          <button type="button" class="button quiet" onClick={() => setShown(undefined)}>
            {text("options_preview_close")}
          </button>
        )}
      </div>
      {shown !== undefined && <Preview document={shown} />}
    </OptionsSection>
  );
}

/** So much of the document stands on the page; the rest is counted. Characters. */
const SHOWN = 20_000;

/** The text as it would be written, character by character; what cannot be seen is made visible. */
function Preview({ document }: { document: string }): JSX.Element {
  const text = useText();
  const id = useId();
  const lines = document.slice(0, SHOWN).split("\n");
  const bytes = new TextEncoder().encode(document).length;
  return (
    <div class="preview">
      <p id={id} data-testid="preview-bytes" data-bytes={bytes}>
        {plural(text, "options_preview_bytes", bytes)}
      </p>
      {/* It scrolls, so it can be reached by keyboard. */}
      <pre tabIndex={0} role="region" aria-labelledby={id} data-testid="preview-text" dir="ltr">
        {lines.map((line, index) => [
          ...textSegments(line).map((segment) => (segment.escaped ? <span class="escaped">{segment.text}</span> : segment.text)),
          index < lines.length - 1 ? "\n" : "",
        ])}
      </pre>
      {document.length > SHOWN && <p class="muted">{plural(text, "options_preview_more", document.length - SHOWN)}</p>}
    </div>
  );
}

function holdings(document_: object): Holdings {
  const { observations, certificates } = document_ as { observations?: unknown; certificates?: unknown };
  return {
    observations: Array.isArray(observations) ? observations.length : 0,
    certificates: typeof certificates === "object" && certificates !== null ? Object.keys(certificates).length : 0,
  };
}

function Held({ state, onRetry }: { state: State; onRetry: () => void }): JSX.Element {
  const text = useText();
  switch (state.kind) {
    case "counting":
      return <p class="held muted">{text("options_counting")}</p>;
    case "error":
      return (
        <div class="held" role="alert">
          <p>{text("options_failed")}</p>
          <button type="button" class="button" onClick={onRetry}>
            {text("options_retry")}
          </button>
        </div>
      );
    case "counted":
      if (state.holdings.observations === 0) return <p class="held muted">{text("options_empty")}</p>;
      return (
        <p class="held" data-testid="holdings" data-observations={state.holdings.observations}>
          {text("options_holds", [plural(text, "options_observations", state.holdings.observations), plural(text, "options_certificates", state.holdings.certificates)])}
        </p>
      );
  }
}

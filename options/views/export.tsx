import type { JSX } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { textSegments } from "../../src/core/text/visible-text.ts";
import type { Holdings } from "../../src/messages/telemetry.ts";
import { announce } from "../../ui/announce.ts";
import { DownloadIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { OptionsSection } from "./section.tsx";

export interface ExportActions {
  /** How much it would hold now. */
  count: () => Promise<Holdings>;
  /** Its text, in parts. `onProgress`: is told how much is done, 0 to 1. */
  make: (onProgress: (share: number) => void) => Promise<string[]>;
  /** Offers the text as a file. */
  save: (parts: string[]) => void;
}

type State = { kind: "counting" } | { kind: "counted"; holdings: Holdings } | { kind: "error" };

/** The export of the session, with a preview of what it writes. */
export function Export({ count, make, save }: ExportActions): JSX.Element {
  const text = useText();
  const [state, setState] = useState<State>({ kind: "counting" });
  /** How much of an export under way is done; undefined: none is. */
  const [share, setShare] = useState<number>();
  /** The text that is shown, and that is then saved. */
  const [shown, setShown] = useState<string[]>();

  const fail = (error: unknown): void => {
    console.error(error);
    setState({ kind: "error" });
  };
  const countAgain = (): void => {
    count().then((holdings) => setState({ kind: "counted", holdings }), fail);
  };
  useEffect(countAgain, []);
  /** Gives undefined, and says so on the page, where the background does not answer. */
  const makeParts = async (): Promise<string[] | undefined> => {
    setShare(0);
    try {
      const parts = await make(setShare);
      countAgain();
      return parts;
    } catch (error) {
      fail(error);
      return undefined;
    } finally {
      setShare(undefined);
    }
  };
  const preview = async (): Promise<void> => {
    const parts = await makeParts();
    if (parts === undefined) return;
    setShown(parts);
    announce(text("options_preview_said"));
  };
  const saveAll = async (): Promise<void> => {
    const parts = shown ?? await makeParts();
    if (parts === undefined) return;
    save(parts);
    announce(text("options_saved"));
  };
  const idle = state.kind !== "counted" || state.holdings.observations === 0 || share !== undefined;
  return (
    <OptionsSection id="export" heading={text("options_export_heading")} lead={text("options_export_lead")}>
      <p>{text("options_export_only")}</p>
      <p>{text("options_export_reuse")}</p>
      <Held state={state} onRetry={countAgain} />
      {share !== undefined && <Progress share={share} />}
      <div class="buttons">
        <button type="button" class="button primary" data-testid="export-all" disabled={idle} onClick={() => void saveAll()}>
          <DownloadIcon />
          {text(shown === undefined ? "options_export" : "options_export_shown")}
        </button>
        <button type="button" class="button" data-testid="preview" disabled={idle} onClick={() => void preview()}>
          {text(shown === undefined ? "options_preview" : "options_preview_again")}
        </button>
        {shown !== undefined && (
          <button type="button" class="button quiet" onClick={() => setShown(undefined)}>
            {text("options_preview_close")}
          </button>
        )}
      </div>
      {shown !== undefined && <Preview parts={shown} />}
    </OptionsSection>
  );
}

/** So much of the document stands on the page; the rest is counted. Characters. */
const SHOWN = 20_000;

/** The text as it would be written, character by character; what cannot be seen is made visible. */
function Preview({ parts }: { parts: string[] }): JSX.Element {
  const text = useText();
  const id = useId();
  const lines = beginningOf(parts).split("\n");
  const bytes = useMemo(() => new Blob(parts).size, [parts]);
  const rest = parts.reduce((sum, { length }) => sum + length, 0) - SHOWN;
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
      {rest > 0 && <p class="muted">{plural(text, "options_preview_more", rest)}</p>}
    </div>
  );
}

function beginningOf(parts: readonly string[]): string {
  let text = "";
  for (const part of parts) {
    if (text.length >= SHOWN) break;
    text += part;
  }
  return text.slice(0, SHOWN);
}

function Progress({ share }: { share: number }): JSX.Element {
  const text = useText();
  const id = useId();
  return (
    <p class="held" data-testid="exporting">
      <label for={id}>{text("options_exporting", [String(Math.floor(share * 100))])}</label> <progress id={id} max={1} value={share} />
    </p>
  );
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
        <>
          <p class="held" data-testid="holdings" data-observations={state.holdings.observations}>
            {text("options_holds", [plural(text, "options_observations", state.holdings.observations), plural(text, "options_certificates", state.holdings.certificates)])}
          </p>
          {state.holdings.omitted > 0 && (
            <p class="held" data-testid="omitted" data-omitted={state.holdings.omitted}>
              {plural(text, "options_omitted", state.holdings.omitted)}
            </p>
          )}
        </>
      );
  }
}

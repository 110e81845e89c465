import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Holdings } from "../../src/messages/telemetry.ts";
import { announce } from "../../ui/announce.ts";
import { DownloadIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { ClosePreview, Preview } from "./preview.tsx";
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
        <ClosePreview open={shown !== undefined} onClose={() => setShown(undefined)} />
      </div>
      {shown !== undefined && <Preview parts={shown} />}
    </OptionsSection>
  );
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

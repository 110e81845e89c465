import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Assessment } from "../../src/core/assessment.ts";
import { localClock } from "../../ui/format.ts";
import { language, useText } from "../../ui/text.ts";

/** What can be done about whoever is in the middle. */
export interface MiddleActions {
  /** Saves what a help desk needs. Rejects with an Error to show. */
  saveForHelpDesk: () => Promise<void>;
  /** Loads the page once more, past the cache, and looks at its connection anew. */
  checkAgain: () => Promise<void>;
  /** Shows since when, and at which sites. */
  showReaders: () => void;
}

/** null: nobody listens. */
export const MiddleContext = createContext<MiddleActions | null>(null);

/** Once more, and since when. */
export function CheckAgain({ time }: Pick<Assessment, "time">): JSX.Element | null {
  const text = useText();
  const actions = useContext(MiddleContext);
  const [failed, setFailed] = useState(false);
  if (actions === null) return null;
  return (
    <div class="decision">
      <div class="buttons">
        <button type="button" class="button" data-testid="check-again" onClick={() => void actions.checkAgain().then(() => setFailed(false), () => setFailed(true))}>
          {text("popup_middle_again")}
        </button>
        <button type="button" class="button" data-testid="show-readers" onClick={actions.showReaders}>
          {text("popup_middle_readers")}
        </button>
      </div>
      <p class="muted">
        {text("popup_middle_again_what")} {text("popup_middle_looked")} <time dateTime={time}>{localClock(time, language(text))}</time>
      </p>
      {failed && <p role="alert">{text("popup_middle_again_failed")}</p>}
    </div>
  );
}

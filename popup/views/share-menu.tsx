import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { CopyIcon, DoneIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/text.ts";
import { FOUND_FORMS } from "../share/found-forms.ts";

/** How long the tick stays, in milliseconds. */
const TICK_SHOWN = 1500;

/** Copies the report in one of its forms; `share` rejects where the browser refuses. */
export function ShareMenu({ share, disabled }: { share: (form: string) => Promise<void>; disabled: boolean }): JSX.Element {
  const text = useText();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), TICK_SHOWN);
    return () => clearTimeout(timer);
  }, [state]);

  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector("button")?.focus();
    const close = ({ target }: Event): void => {
      if (target instanceof Node && menu.current?.contains(target) !== true && opener.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, [open]);

  const closeByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    setOpen(false);
    opener.current?.focus();
  };
  const copy = (form: string): void => {
    setOpen(false);
    opener.current?.focus();
    share(form).then(
      () => {
        setState("copied");
        announce(text(`share_copied_${form}`));
      },
      (error: unknown) => {
        console.error(error);
        setState("refused");
      },
    );
  };
  return (
    <div class="share" onKeyDown={closeByKey}>
      <button type="button" class="button" ref={opener} disabled={disabled} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} data-testid="share">
        {state === "copied" ? <DoneIcon /> : <CopyIcon />}
        {text("share_copy")}
      </button>
      <div id={id} class="share-menu" ref={menu} hidden={!open}>
        {FOUND_FORMS.map((form) => (
          <button key={form} type="button" class="button quiet" data-testid={`share-${form}`} onClick={() => copy(form)}>
            {text(`share_${form}`)}
          </button>
        ))}
      </div>
      {state === "refused" && (
        <p class="failure" role="alert">
          {text("share_refused")}
        </p>
      )}
    </div>
  );
}

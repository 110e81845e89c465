import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { announce } from "./announce.ts";
import { CopyIcon, DoneIcon } from "./icons.tsx";
import { useText } from "./text.ts";

/** How long the tick stays, in milliseconds. */
const TICK_SHOWN = 1500;

/** Copies `value` exactly as given. `name` says what it is ("SHA-256 of example.com"). */
export function CopyButton({ value, name }: { value: string; name: string }): JSX.Element {
  const text = useText();
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), TICK_SHOWN);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => {
        setState("copied");
        announce(text("ui_copied", [name]));
      },
      () => {
        setState("refused");
        announce(text("ui_copy_refused"));
      },
    );
  };
  const label = text("ui_copy", [name]);
  return (
    <button type="button" class="copy" data-state={state} aria-label={label} title={state === "refused" ? text("ui_copy_refused") : label} onClick={copy}>
      {state === "copied" ? <DoneIcon /> : <CopyIcon />}
    </button>
  );
}

import type { JSX } from "preact";
import { splitMessage } from "./split-message.ts";
import { useText } from "./text.ts";
import { Untrusted } from "./untrusted.tsx";

interface MessageProps {
  id: string;
  /** Substitutions; shown as hostile text. */
  params: readonly string[];
  /** Shown where no language has the message. */
  fallback: string;
}

/** A message whose substitutions come from outside. */
export function Message({ id, params, fallback }: MessageProps): JSX.Element {
  const parts = splitMessage(useText(), id, params);
  if (parts === undefined) return <Untrusted text={fallback} />;
  return <>{parts.map((part) => ("own" in part ? part.own : <Untrusted text={part.param} />))}</>;
}

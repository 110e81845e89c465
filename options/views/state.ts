import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { SettingValues } from "../../src/settings/shape.ts";
import { useAnswer, type Answered } from "./answer.ts";
import type { SettingsReport } from "../../src/messages/settings.ts";

/** How the page speaks with whoever keeps the settings. */
export interface SettingsActions {
  load: () => Promise<SettingsReport>;
  set: (values: SettingValues) => Promise<SettingsReport>;
  /** Calls back when settings have changed, here or elsewhere; gives what ends that. */
  watch: (changed: () => void) => () => void;
}

/** What a section is given that shows single settings and sets them. */
export interface SettingProps {
  /** undefined: not yet told. */
  report: SettingsReport | undefined;
  /** `said`: the key of what is then spoken. */
  set: (values: SettingValues, said?: string) => void;
}

/** How often settings have changed since the page was opened: what depends on them is asked for anew. */
export const ChangesContext = createContext(0);

export function useChanges(): number {
  return useContext(ChangesContext);
}

/** The settings as they hold, followed. */
export function useSettings({ load, watch }: Pick<SettingsActions, "load" | "watch">): Answered<SettingsReport> & { changes: number } {
  const [changes, setChanges] = useState(0);
  const answer = useAnswer<SettingsReport>();
  useEffect(() => watch(() => setChanges((before) => before + 1)), []);
  useEffect(() => answer.take(load()), [changes]);
  return { ...answer, changes };
}

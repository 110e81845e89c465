import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SettingPath } from "../../src/settings/shape.ts";
import { useText } from "../../ui/text.ts";

/** Which settings a policy sets. */
export const LockedContext = createContext<readonly SettingPath[]>([]);

/** Whether a policy sets a setting, so that the person cannot. */
export function useLocked(path: SettingPath): boolean {
  return useContext(LockedContext).includes(path);
}

/** Says that a policy sets a setting; nothing where none does. */
export function ByPolicy({ path }: { path: SettingPath }): JSX.Element | null {
  const text = useText();
  if (!useLocked(path)) return null;
  return (
    <p class="by-policy" data-testid="by-policy" data-path={path}>
      {text("settings_by_policy")}
    </p>
  );
}

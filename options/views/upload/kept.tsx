import type { JSX } from "preact";
import type { SettingPath } from "../../../src/settings/shape.ts";
import { useText } from "../../../ui/text.ts";
import type { SettingProps } from "../state.ts";

/** Says that something secret is kept, and lets go of it; nothing where none is. */
export function Kept({ path, kept, says, set, locked }: Pick<SettingProps, "set"> & { path: "upload.token" | "upload.key"; kept: readonly SettingPath[]; says: string; locked: boolean }): JSX.Element | null {
  const text = useText();
  if (!kept.includes(path)) return null;
  return (
    <p data-testid="kept" data-path={path}>
      {says}{" "}
      {!locked && (
        <button type="button" class="button quiet" onClick={() => set({ [path]: "" }, "upload_saved")}>
          {text("upload_forget")}
        </button>
      )}
    </p>
  );
}

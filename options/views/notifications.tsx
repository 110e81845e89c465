import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { CheckField } from "./fields.tsx";
import type { InterceptionActions } from "./interception-state.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { OptionsSection } from "./section.tsx";
import type { SettingProps } from "./state.ts";

/** Whether new findings of weight are told unasked. */
export function Notifications({ report, set, fail, allowNotifications }: SettingProps & { fail: (error: unknown) => void } & Pick<InterceptionActions, "allowNotifications">): JSX.Element {
  const text = useText();
  const locked = useLocked("interception.notify");
  return (
    <OptionsSection id="notifications" heading={text("options_notify_heading")} lead={text("options_notify_lead")}>
      <ByPolicy path="interception.notify" />
      {report !== undefined && (
        <CheckField
          label={text("options_notify")} meaning={text("options_notify_meaning")} checked={report.settings.interception.notify} disabled={locked} testId="notify"
          onChange={(on) => {
            if (!on) set({ "interception.notify": on });
            else allowNotifications().then((allowed) => allowed && set({ "interception.notify": on }), fail);
          }}
        />
      )}
    </OptionsSection>
  );
}

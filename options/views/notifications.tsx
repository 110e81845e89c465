import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { CheckField } from "./fields.tsx";
import type { InterceptionActions, InterceptionState } from "./interception-state.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { OptionsSection } from "./section.tsx";

/** Whether new findings of weight are told unasked. */
export function Notifications({ state, allowNotifications }: { state: InterceptionState } & Pick<InterceptionActions, "allowNotifications">): JSX.Element {
  const text = useText();
  const locked = useLocked("interception.notify");
  const { report, change, fail } = state;
  return (
    <OptionsSection id="notifications" heading={text("options_notify_heading")} lead={text("options_notify_lead")}>
      <ByPolicy path="interception.notify" />
      {report !== undefined && (
        <CheckField
          label={text("options_notify")} meaning={text("options_notify_meaning")} checked={report.notify} disabled={locked} testId="notify"
          onChange={(on) => {
            if (!on) void change({ kind: "notify", on });
            else void allowNotifications().then((allowed) => allowed && change({ kind: "notify", on }), fail);
          }}
        />
      )}
    </OptionsSection>
  );
}

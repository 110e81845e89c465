import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useText } from "../../ui/text.ts";
import { useAnswer } from "./answer.ts";
import { OptionsSection } from "./section.tsx";

/** What is taken note of, and what never is. */
export function Capture({ privateAllowed }: { privateAllowed: () => Promise<boolean> }): JSX.Element {
  const text = useText();
  const { value: allowed, take } = useAnswer<boolean>();
  useEffect(() => take(privateAllowed()), []);
  return (
    <OptionsSection id="capture" heading={text("options_capture_heading")} lead={text("options_capture_lead")}>
      <ul class="statements">
        <li>{text("options_capture_all")}</li>
        <li>{text("options_capture_never")}</li>
        <li>{text("options_capture_session")}</li>
        <li>{text("options_privacy_private")}</li>
        {allowed !== undefined && (
          <li data-testid="private-windows" data-allowed={allowed}>
            {text(allowed ? "options_private_allowed" : "options_private_not_allowed")}
          </li>
        )}
      </ul>
    </OptionsSection>
  );
}

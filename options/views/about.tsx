import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { OptionsSection } from "./section.tsx";

/** Where else to look, and that nothing leaves. */
export function About({ version }: { version: string }): JSX.Element {
  const text = useText();
  return (
    <OptionsSection id="about" heading={text("options_privacy_heading")} lead={text("options_privacy_local")}>
      <p>{text("options_privacy_session")}</p>
      <ul class="links">
        <li>
          <a href="../first-run/first-run.html" data-testid="open-first-run">
            {text("options_open_first_run")}
          </a>
          <span class="muted">{text("options_open_first_run_meaning")}</span>
        </li>
      </ul>
      <p class="muted">{text("options_version", [version])}</p>
    </OptionsSection>
  );
}

import type { JSX } from "preact";
import { ReportIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/text.ts";
import { OptionsSection } from "./section.tsx";

/** The way to the report of all that was seen. */
export function Report(): JSX.Element {
  const text = useText();
  return (
    <OptionsSection id="report" heading={text("options_report_heading")} lead={text("options_report_lead")}>
      <a class="button" href="../report/report.html" target="_blank" data-testid="open-report">
        <ReportIcon />
        {text("options_report_open")}
      </a>
    </OptionsSection>
  );
}

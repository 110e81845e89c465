import type { JSX } from "preact";
import { DownloadIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Exceptions } from "./exceptions.tsx";
import { Expected } from "./expected.tsx";
import { FileButton } from "./fields.tsx";
import { InterceptionProblem, type InterceptionActions, type InterceptionState } from "./interception-state.tsx";
import { Pins } from "./pins.tsx";
import { SectionPart, OptionsSection } from "./section.tsx";

/** Whom the person expects in the middle, what is pinned and accepted, and what hosts are held against. */
export function Expectations({ state, save }: { state: InterceptionState } & Pick<InterceptionActions, "save">): JSX.Element {
  const text = useText();
  const { report, change, problem, setElsewhere, fail } = state;
  const unreadable = (): void => fail(new Error("The file could not be read."));
  return (
    <OptionsSection id="expectations" heading={text("options_interception_heading")} lead={text("options_interception_lead")} testId="interception-settings">
      <InterceptionProblem problem={problem} />
      {report !== undefined && (
        <>
          <Expected report={report} change={change} />
          <Pins report={report} change={change} />
          <Exceptions report={report} change={change} />
          <SectionPart heading={text("options_file_heading")} lead={text("options_file_lead")}>
            <div class="buttons">
              <button type="button" class="button" data-testid="save-decisions" onClick={() => save(report)}>
                <DownloadIcon />
                {text("options_file_save")}
              </button>
              <FileButton label={text("options_file_load")} testId="load-decisions" onText={(file) => void change({ kind: "import", text: file })} onUnreadable={unreadable} />
            </div>
          </SectionPart>
          <SectionPart heading={text("options_elsewhere_heading")} lead={text("options_elsewhere_lead")}>
            {report.elsewhere !== null && (
              <p data-testid="elsewhere" data-hosts={report.elsewhere.hosts}>
                {plural(text, "options_elsewhere_hosts", report.elsewhere.hosts, [report.elsewhere.exportedAt.slice(0, 10)])}
              </p>
            )}
            <div class="buttons">
              <FileButton label={text("options_elsewhere_load")} testId="load-elsewhere" onText={(file) => void setElsewhere(file)} onUnreadable={unreadable} />
              {report.elsewhere !== null && (
                <button type="button" class="button" onClick={() => void setElsewhere(null)}>
                  {text("options_trust_remove")}
                </button>
              )}
            </div>
          </SectionPart>
        </>
      )}
    </OptionsSection>
  );
}

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { useText } from "../../ui/text.ts";
import type { PageReport } from "../../src/messages/page.ts";
import type { InspectionOutcome } from "../../src/messages/inspection.ts";

/** Resolves when the browser's debugger was asked about the page; rejects where the background does not answer. */
export type Inspect = () => Promise<InspectionOutcome>;

type Progress = { kind: "idle" } | { kind: "asking" } | { kind: "told"; message: string };

/** What can be done where the browser tells next to nothing, and what came of it. */
export function InspectionSection({ report, onInspect }: { report: PageReport; onInspect: Inspect }): JSX.Element | null {
  const text = useText();
  const [progress, setProgress] = useState<Progress>({ kind: "idle" });

  const tell = (message: string): void => {
    setProgress({ kind: "told", message });
    announce(message);
  };
  const ask = (): void => {
    setProgress({ kind: "asking" });
    onInspect().then(
      (outcome) => tell("way" in outcome ? text(`inspection_done_${outcome.way}`) : text(`inspection_failure_${outcome.failure.replace("-", "_")}`)),
      (error: unknown) => {
        console.error(error);
        tell(text("inspection_failure_error"));
      },
    );
  };

  const cancelled = report.inspectionCancelled === true && <p class="muted">{text("inspection_cancelled")}</p>;
  const told = progress.kind === "told" && (
    <p class="muted" data-testid="inspection-told">
      {progress.message}
    </p>
  );
  if (report.inspection === undefined) return cancelled === false && told === false ? null : <div class="inspection">{told}{cancelled}</div>;
  return (
    <div class="inspection" data-testid="inspection">
      <p>{text("inspection_lead")} {text(report.inspection === "possible" ? "inspection_possible" : "inspection_other_build")}</p>
      {report.inspection === "possible" && (
        <button type="button" class="button primary" data-testid="inspect" disabled={progress.kind === "asking"} onClick={ask}>
          {text(progress.kind === "asking" ? "inspection_waiting" : "inspection_button")}
        </button>
      )}
      {told}
      {cancelled}
    </div>
  );
}

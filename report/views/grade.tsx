import type { JSX } from "preact";
import type { Grade } from "../../src/core/assessment.ts";
import { gradeBand } from "../../ui/grade-band.ts";
import { useText } from "../../ui/text.ts";

/** A grade the size of a line; one that is not known says so. */
export function HostGrade({ grade }: { grade: Grade | null }): JSX.Element {
  const text = useText();
  return (
    <span class="grade-mark" data-band={gradeBand(grade)}>
      {grade ?? (
        <>
          <span class="visually-hidden">{text("report_unknown")}</span>
          <span aria-hidden="true">?</span>
        </>
      )}
    </span>
  );
}

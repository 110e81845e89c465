import type { JSX } from "preact";
import type { Grade } from "../../src/core/assessment.ts";
import { useText } from "../../ui/text.ts";
import { gradeBand } from "../../ui/grade-band.ts";
import type { PageConnection, WeakestConnection } from "../../src/messages/page.ts";

/** A grade the size of a line. "?" where it is not known. */
export function GradeMark({ grade }: { grade: Grade | null }): JSX.Element {
  const text = useText();
  return (
    <span class="grade-mark" data-band={gradeBand(grade)}>
      <span class="visually-hidden">{text(grade === null ? "popup_grade_unknown" : "popup_grade")} </span>
      {grade ?? <span aria-hidden="true">?</span>}
    </span>
  );
}

/** The grade of a connection, whether it is here in full or as a row. */
export function gradeOf({ assessment, row }: PageConnection): Grade | null {
  return assessment?.rating.grade ?? row?.grade ?? null;
}

/** What stands before a connection in a list: its grade, or why there is none. */
export function ConnectionMark({ connection }: { connection: PageConnection }): JSX.Element {
  const text = useText();
  if (connection.scheme === "http:" || connection.scheme === "ws:") return <PlainMark scheme={connection.scheme} />;
  if (connection.error !== undefined && gradeOf(connection) === null) {
    return (
      <span class="grade-mark" data-band="none">
        <span class="visually-hidden">{text("popup_failed_short")}</span>
        <span aria-hidden="true">×</span>
      </span>
    );
  }
  return <GradeMark grade={gradeOf(connection)} />;
}

/** The grade of the weakest connection, which is plain http where it has none. */
export function WeakestMark({ weakest: { grade, scheme } }: { weakest: WeakestConnection }): JSX.Element {
  return grade === null ? <PlainMark scheme={scheme} /> : <GradeMark grade={grade} />;
}

function PlainMark({ scheme }: { scheme: string }): JSX.Element {
  return (
    <span class="grade-mark plain" data-band="bad">
      {scheme.slice(0, -1)}
    </span>
  );
}

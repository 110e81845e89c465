import type { ComponentChildren, JSX } from "preact";
import type { Grade, ProfileResult, Rating } from "../../src/core/assessment.ts";
import { useText } from "../../ui/text.ts";
import type { GradeBand } from "../../ui/grade-band.ts";
import { gradeBand, gradeKey } from "../../ui/grade-band.ts";
import { ProfileLine } from "./profiles.tsx";

interface VerdictProps {
  grade: Grade | null;
  rating: Rating;
  /** What the connection is held against beside the grade, where the person chose something. */
  profile: ProfileResult | undefined;
  /** Somebody reads the connection: the grade is of the way to them. */
  intercepted?: boolean;
}

/** The grade of the page's own connection, with a sentence for everybody. */
export function Verdict({ grade, rating, profile, intercepted = false }: VerdictProps): JSX.Element {
  const text = useText();
  return (
    <div class="verdict">
      <p class="grade-tile" data-band={gradeBand(grade)}>
        <span class="visually-hidden">{text(grade === null ? "popup_grade_unknown" : "popup_grade")} </span>
        <span data-testid="grade" data-grade={grade ?? ""}>
          {grade ?? "?"}
        </span>
      </p>
      <div class="verdict-words">
        <p class="sentence">{text(intercepted ? "popup_middle_grade" : grade === null ? "popup_sentence_unknown" : `popup_sentence_${gradeKey(grade)}`)}</p>
        <p class="muted">
          {rating.score === null
            ? text("popup_no_score")
            : // Without trust the letter does not come from the score, which then speaks of the encryption alone.
              text(rating.certificate === 0 ? "popup_score_untrusted" : "popup_score", [String(rating.score)])}
        </p>
        {profile !== undefined && <ProfileLine result={profile} />}
      </div>
    </div>
  );
}

interface StateCardProps {
  band: GradeBand;
  icon: JSX.Element;
  title: string;
  children: ComponentChildren;
}

/** A page without a grade: what it is instead, and what can be done. */
export function StateCard({ band, icon, title, children }: StateCardProps): JSX.Element {
  return (
    <div class="verdict state">
      <p class="grade-tile" data-band={band} data-testid="grade" data-grade="">
        {icon}
      </p>
      <div class="verdict-words">
        <h2 class="sentence">{title}</h2>
        {children}
      </div>
    </div>
  );
}

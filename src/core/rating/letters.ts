import type { Grade } from "../assessment.ts";

/** From best to worst. The labels stand last: a connection to nobody knows whom is worth no letter (M: another host's certificate; T: not trusted). */
export const GRADES: readonly Grade[] = ["A+", "A", "A-", "B", "C", "D", "E", "F", "M", "T"];

/** The letter of a score of 0 to 100: SSL Server Rating Guide 2009r, "Rating". */
export function letterOfScore(score: number): Grade {
  if (score >= 80) return "A";
  if (score >= 65) return "B";
  if (score >= 50) return "C";
  if (score >= 35) return "D";
  return score >= 20 ? "E" : "F";
}

/** Whether `grade` is worse than `other`. */
export function worseThan(grade: Grade, other: Grade): boolean {
  return GRADES.indexOf(grade) > GRADES.indexOf(other);
}

/** The worst of the grades; undefined for none. */
export function worstOf(grades: readonly Grade[]): Grade | undefined {
  return grades.reduce<Grade | undefined>((worst, grade) => worst === undefined || worseThan(grade, worst) ? grade : worst, undefined);
}

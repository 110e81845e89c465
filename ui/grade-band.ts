import type { Grade } from "../src/core/assessment.ts";

/** Grades that share a colour. The letter stands beside it always. */
export type GradeBand = "good" | "fair" | "poor" | "bad" | "none";

export function gradeBand(grade: Grade | null): GradeBand {
  switch (grade) {
    case "A+":
    case "A":
    case "A-":
      return "good";
    case "B":
      return "fair";
    case "C":
      return "poor";
    case "D":
    case "E":
    case "F":
    case "T":
    case "M":
      return "bad";
    case null:
      return "none";
  }
}

/** "A+" gives "A_plus": the end of a message key. */
export function gradeKey(grade: Grade): string {
  return grade.replace("+", "_plus").replace("-", "_minus");
}

import type { Grade } from "../assessment.ts";
import { thrownText } from "../text/thrown-text.ts";

/** A rule, or another part of a judgement, that gave no answer. */
export interface Unjudged {
  /** Id of the rule, or a name of the part: "interception/private-anchor", "chain". */
  rule: string;
  /** What it threw, in a line, hostile text possible; absent: it was left out, for want of a budget. */
  message?: string;
  /** SHA-256 (hex) of the certificate that it was to look at. */
  certificate?: string;
  /** The worst letter to which the answer could have bounded the grade; absent: none. */
  cap?: Grade;
}

/** What `act` gives; where it throws, whatever it throws, `otherwise`, and `unjudged` is told. `cap`: see Unjudged. */
export function fenced<Value>(rule: string, unjudged: Unjudged[], act: () => Value, otherwise: Value, cap?: Grade): Value {
  try {
    return act();
  } catch (thrown) {
    unjudged.push(failureOf(rule, thrown, cap));
    return otherwise;
  }
}

/** The same of what is not there at once. Never rejects. */
export async function fencedLater<Value>(rule: string, unjudged: Unjudged[], act: () => Promise<Value>, otherwise: Value, cap?: Grade): Promise<Value> {
  try {
    return await act();
  } catch (thrown) {
    unjudged.push(failureOf(rule, thrown, cap));
    return otherwise;
  }
}

/** What is told of a rule that threw. */
export function failureOf(rule: string, thrown: unknown, cap?: Grade): Unjudged {
  return { rule, message: thrownText(thrown), ...(cap === undefined ? {} : { cap }) };
}

// Holds the messages of _locales against their uses, and the faces against literal text.
import { printViolations } from "./checks/imports.ts";
import { checkLocales } from "./checks/locales.ts";

const violations = checkLocales(process.cwd());
if (violations.length > 0) {
  console.error(printViolations(violations));
  console.error(`${violations.length} ${violations.length === 1 ? "fault" : "faults"} in messages.`);
  process.exitCode = 1;
} else {
  console.log("Every message used is defined, every message defined is used, and the faces have no text of their own.");
}

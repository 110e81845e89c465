// Holds every import and every global name against the table of rooms (scripts/checks/rooms.ts).
import { checkImports, countSources, printViolations } from "./checks/imports.ts";

const violations = checkImports(process.cwd());
if (violations.length > 0) {
  console.error(printViolations(violations));
  console.error(`${violations.length} ${violations.length === 1 ? "violation" : "violations"} of the table of rooms.`);
  process.exitCode = 1;
} else {
  console.log(`${countSources(process.cwd())} files keep to their rooms.`);
}

// Holds every import and every global name against the table of rooms (scripts/checks/rooms.ts), and every exported name against the others.
import { checkImports, printViolations } from "./checks/imports.ts";
import { checkNames } from "./checks/names.ts";
import { SHARED_NAMES } from "./checks/shared-names.ts";
import { sourceFiles } from "./checks/sources.ts";

const root = process.cwd();
const ofRooms = checkImports(root);
const ofNames = checkNames(root, SHARED_NAMES);
if (ofRooms.length + ofNames.length > 0) {
  console.error(printViolations([...ofRooms, ...ofNames]));
  console.error(`${ofRooms.length} ${ofRooms.length === 1 ? "violation" : "violations"} of the table of rooms, ${ofNames.length} of one name for one thing.`);
  process.exitCode = 1;
} else {
  console.log(`${sourceFiles(root).length} files keep to their rooms, and one name means one thing.`);
}

// Writes the tables "what each browser exposes" of docs/ from what the last run of the tests in browsers saw.
//   --check   writes nothing, and fails where a table is not what was seen
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTables } from "./exposure/matrix.ts";
import { ADD_ON_SOURCES, EXPOSURE_FOLDER, SOURCES, type ExposureFile } from "./exposure/record.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run docs:matrix [-- --check]\n\nWrites the tables \"what each browser exposes\" of docs/ from what the last run of the tests in browsers saw.\n  --check   writes nothing, and fails where a table is not what was seen");

const DOCUMENTS = [["docs/capture.md", SOURCES], ["docs/webrequest-tlsinfo.md", ADD_ON_SOURCES]] as const;

const files = existsSync(EXPOSURE_FOLDER) ? readdirSync(EXPOSURE_FOLDER).sort().map((name) => JSON.parse(readFileSync(join(EXPOSURE_FOLDER, name), "utf8")) as ExposureFile) : [];
if (files.length === 0) {
  console.error(`There is nothing in ${EXPOSURE_FOLDER}/: run the tests in the browsers first (npm test).`);
  process.exit(1);
}
for (const [document, sources] of DOCUMENTS) {
  const before = readFileSync(document, "utf8");
  const now = withTables(before, files, sources);
  if (now === before) continue;
  if (process.argv.includes("--check")) {
    console.error(`${document} does not say what the browsers told in the tests. Hold what is written against this, and run npm run docs:matrix where these lines are right:\n\n${now.split("\n").filter((line) => !before.includes(`${line}\n`)).join("\n")}`);
    process.exitCode = 1;
  } else {
    writeFileSync(document, now);
    console.log(`${document} is written.`);
  }
}
if (process.exitCode === undefined) console.log(`${files.reduce((sum, { records }) => sum + records.length, 0)} connections of ${files.length} files.`);

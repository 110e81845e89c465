/**
 * Test files that share a process: to start one for every file, and to load in each what all of them use, costs more than most
 * of the tests. Only files whose tests leave the process as it is can share one.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { compiledTest } from "./compile.ts";

/**
 * What would reach the other files: hooks around each of their tests, the process's variables, clock, globals and handles, and programs that
 * are started. A hook before or after all tests of the process only makes, and removes, what its own file uses: that may stand there longer.
 */
const OWN_PROCESS = /^(?:beforeEach|afterEach)\(|process\.(?:env|chdir|on|exit|argv)|globalThis|\bmock\b|fake-indexeddb|spawn|execFile|createServer|runQuietly|startLab|sharedLab/m;

/** Whether the tests of a file, given as its text, can share a process with others. */
export function sharesProcess(text: string): boolean {
  return !OWN_PROCESS.test(text);
}

export interface Grouped {
  /** Files that run in a process of their own. */
  alone: string[];
  /** Files of a process each; none is empty. */
  groups: string[][];
}

/** Deals the files that can share a process out to `count` groups; those of `alone` keep one to themselves whatever they hold. */
export function groupTests(files: readonly string[], count: number, alone: (file: string) => boolean, read: (file: string) => string = (file) => readFileSync(file, "utf8")): Grouped {
  const own = files.filter((file) => alone(file) || !sharesProcess(read(file)));
  const shared = files.filter((file) => !own.includes(file));
  const groups = Array.from({ length: count }, (_, place) => shared.filter((_file, index) => index % count === place));
  return { alone: own, groups: groups.filter((group) => group.length > 0) };
}

/** Writes, beside what compileTests put into `folder`, a file for each group that loads all of it. Gives names for compiledTest. */
export function writeGroups(groups: readonly (readonly string[])[], folder: string): string[] {
  return groups.map((files, index) => {
    const name = `group-${index + 1}.test.ts`;
    const lines = files.map((file) => `import ${JSON.stringify(`./${relative(folder, compiledTest(file, folder)).replaceAll("\\", "/")}`)};\n`);
    writeFileSync(compiledTest(name, folder), lines.join(""));
    return name;
  });
}

/**
 * One lab for many test files: it keeps nothing between connections, so that one serves them all as well as one each, and its
 * start is dearer than many a test. Whoever runs the files starts it and hands on where it is; a file run by itself starts its own.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { labOf, startLab } from "../../lab/index.ts";
import type { LabCase } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import type { LabOptions, LabReady } from "../../lab/protocol.ts";
import { toBase64 } from "../../src/core/bytes/base64.ts";

/** Names the file in which a running lab is described. */
export const SHARED_LAB_VARIABLE = "TLSCOPE_SHARED_LAB";

/** Writes down where a lab is and what it serves. */
export function describeLab(lab: Lab, file: string): void {
  const chains = (of: (host: string) => Uint8Array[]) => Object.fromEntries(lab.cases.map(({ host }) => [host, of(host).map(toBase64)]));
  const ready: LabReady = {
    type: "ready", port: lab.port, plainPort: lab.plainPort, ...(lab.http3Port === undefined ? {} : { http3Port: lab.http3Port }),
    cases: lab.cases, roots: lab.roots.map(toBase64), sent: chains((host) => lab.sentChain(host)), path: chains((host) => lab.expectedPath(host)),
  };
  writeFileSync(file, JSON.stringify(ready));
}

/**
 * The lab of this run, where there is one that serves what is asked for; to stop it is then left to who started it. Else a lab of
 * the caller's own. Throws LabError as startLab does.
 */
export async function sharedLab(options: Pick<LabOptions, "cases"> = {}, env: NodeJS.ProcessEnv = process.env): Promise<Lab> {
  const file = env[SHARED_LAB_VARIABLE];
  if (file === undefined || file === "") return await startLab(options, env);
  const ready = JSON.parse(readFileSync(file, "utf8")) as LabReady;
  const served = new Map(ready.cases.map((labCase) => [labCase.host, labCase]));
  const asked = options.cases?.map((labCase) => sameCase(labCase, served.get(labCase.host)));
  if (asked?.includes(undefined) === true) return await startLab(options, env);
  const cases = asked === undefined ? ready.cases : ready.cases.filter((labCase) => asked.includes(labCase));
  return labOf({ ...ready, cases }, () => Promise.resolve());
}

/** What is served, where it is what is asked for; what this machine cannot serve is known to who serves alone. */
function sameCase(asked: LabCase, served: LabCase | undefined): LabCase | undefined {
  if (served === undefined) return undefined;
  const told = (labCase: LabCase): unknown => JSON.parse(JSON.stringify({ ...labCase, unavailable: undefined }));
  return isDeepStrictEqual(told(served), told(asked)) ? served : undefined;
}

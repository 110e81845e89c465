import { readdirSync, readFileSync } from "node:fs";

interface Process {
  pid: number;
  parent: number;
  /** As the process calls itself. */
  name: string;
  arguments: string;
}

/** Of Firefox's processes, that of all add-ons; of Chromium's, those. */
const OF_ADD_ONS = ({ name, arguments: args }: Process): boolean => name === "WebExtensions" || args.includes("--extension-process");

/**
 * Bytes of memory that the processes of add-ons below `root` have to themselves (Linux, /proc/PID/smaps_rollup); undefined where
 * there is none, or the system does not tell.
 */
export function privateMemoryOfAddOns(root: number): number | undefined {
  const processes = allProcesses();
  const below = new Set([root]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  const sizes = processes.filter((each) => below.has(each.pid) && OF_ADD_ONS(each)).flatMap(({ pid }) => privateBytes(pid) ?? []);
  return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
}

function allProcesses(): Process[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const stat = read(`/proc/${name}/stat`);
    const end = stat?.lastIndexOf(")") ?? -1;
    if (stat === undefined || end < 0) return [];
    return [{ pid: Number(name), parent: Number(stat.slice(end + 2).split(" ")[1]), name: stat.slice(stat.indexOf("(") + 1, end), arguments: read(`/proc/${name}/cmdline`) ?? "" }];
  });
}

function privateBytes(pid: number): number | undefined {
  const rollup = read(`/proc/${String(pid)}/smaps_rollup`);
  if (rollup === undefined) return undefined;
  return [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}

/** undefined: the process has ended, or is somebody else's. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

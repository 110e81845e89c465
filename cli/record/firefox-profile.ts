import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { isRunning, readIfThere } from "../../companion/native/processes.ts";
import { InputError } from "../errors.ts";

const TYPE = "network.proxy.type";
const SCRIPT = "network.proxy.autoconfig_url";
/** Values of network.proxy.type: by hand, by a script, found in the network. */
const OWN_PROXY: ReadonlySet<string> = new Set(["1", "2", "4"]);
const BEGIN = "// tlscope record, begin. These lines go when the recording ends; whoever still finds them may delete them.";
const BEFORE = "// before: ";
const END = "// tlscope record, end.";
/** By this a script is known for ours. */
const MARK = "tlscope-record";

/** Who runs on the profile, by Firefox's locks; undefined: nobody. */
export function firefoxLockHolder(profile: string): string | undefined {
  const [, host, linked] = /^(.*):\+?(\d+)$/.exec(readIfThere(() => readlinkSync(join(profile, "lock"))) ?? "") ?? [];
  // A link that a crash left names a process that is gone; on another machine that cannot be looked up.
  if (linked !== undefined && (isRunning(Number(linked)) || !isOfThisMachine(host ?? ""))) return `process ${linked}`;
  const file = readIfThere(() => realpathSync(join(profile, ".parentlock")));
  const pid = file === undefined ? undefined : lockersOf(file).find((each) => hasOpen(each, file));
  return pid === undefined ? undefined : `process ${pid}`;
}

/** Processes with a lock on a file of that number (proc_locks(5): "1: POSIX  ADVISORY  WRITE 4321 08:01:1234567 0 EOF"); it may be another one elsewhere. */
function lockersOf(file: string): string[] {
  const inode = String(statSync(file).ino);
  const lines = readIfThere(() => readFileSync("/proc/locks", "latin1"))?.split("\n") ?? [];
  return lines.map((line) => line.trim().split(/\s+/)).flatMap(([, , , , pid, place]) => pid !== undefined && place?.split(":")[2] === inode ? [pid] : []);
}

function hasOpen(pid: string, file: string): boolean {
  return (readIfThere(() => readdirSync(`/proc/${pid}/fd`)) ?? []).some((fd) => readIfThere(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) === file);
}

/**
 * Has Firefox go through the tunnel with a profile of the person's own, for as long as its recording runs: by a script that goes
 * directly where nobody listens any more, so that what a kill leaves breaks nothing. @throws InputError where it has a proxy of its own
 */
export function sendThroughTunnel(profile: string, port: number): void {
  restoreProfile(profile);
  const [user, prefs] = [textOf(join(profile, "user.js")), textOf(join(profile, "prefs.js"))];
  const lines = [...linesOf(prefs, TYPE), ...linesOf(prefs, SCRIPT)];
  const types = [...lines, ...linesOf(user, TYPE)].flatMap((line) => new RegExp(`"${TYPE}",\\s*(\\d+)`).exec(line)?.[1] ?? []);
  if (types.some((type) => OWN_PROXY.has(type))) throw new InputError(`${profile} has a proxy of its own, which cannot be recorded`, "profile-has-proxy");
  const script = `function FindProxyForURL(url){/*${MARK}*/return/^(https|wss):/.test(url)?"PROXY 127.0.0.1:${port}; DIRECT":"DIRECT"}`;
  const ours = [BEGIN, `${BEFORE}${JSON.stringify(lines)}`, preference(TYPE, 2), preference(SCRIPT, `data:application/x-ns-proxy-autoconfig,${encodeURIComponent(script)}`), END];
  writeFileSync(join(profile, "user.js"), `${user}${user === "" || user.endsWith("\n") ? "" : "\n"}${ours.join("\n")}\n`);
}

/** Takes back what `sendThroughTunnel` wrote, also what a recording left that was killed. Firefox must not run on the profile. */
export function restoreProfile(profile: string): void {
  const file = join(profile, "user.js");
  const user = textOf(file);
  const [begin, end] = [user.indexOf(BEGIN), user.indexOf(END)];
  if (begin < 0 || end < begin) return;
  const block = user.slice(begin, end);
  const before = linesBefore(block);
  const prefs = join(profile, "prefs.js");
  // Firefox keeps what user.js says in prefs.js.
  const script = linesOf(textOf(prefs), SCRIPT).filter((line) => line.includes(MARK));
  if (script.length > 0) {
    const ours = new Set([...script, ...linesOf(textOf(prefs), TYPE)]);
    const kept = textOf(prefs).split("\n").filter((line) => !ours.has(line));
    replace(prefs, [...kept.slice(0, -1), ...before, kept.at(-1) ?? ""].join("\n"));
  }
  const rest = `${user.slice(0, begin)}${user.slice(end + END.length).replace(/^\n/, "")}`;
  if (rest === "") rmSync(file);
  else replace(file, rest);
}

function linesBefore(block: string): string[] {
  const text = block.split("\n").find((line) => line.startsWith(BEFORE))?.slice(BEFORE.length) ?? "[]";
  try {
    const lines: unknown = JSON.parse(text);
    return Array.isArray(lines) ? lines.filter((line): line is string => typeof line === "string" && line.startsWith("user_pref(\"network.proxy.")) : [];
  } catch (error) {
    // Somebody edited it: then Firefox's default is what is left.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function linesOf(text: string, name: string): string[] {
  return text.split("\n").filter((line) => line.startsWith(`user_pref("${name}",`));
}

function preference(name: string, value: string | number): string {
  return `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`;
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** In one step, so that no kill leaves half a file; for the same eyes as before. */
function replace(file: string, text: string): void {
  const beside = `${file}.tlscope`;
  writeFileSync(beside, text, { mode: statSync(file).mode & 0o777 });
  renameSync(beside, file);
}

/** Firefox writes an address of the machine into its lock. */
function isOfThisMachine(address: string): boolean {
  return address.startsWith("127.") || Object.values(networkInterfaces()).some((all) => all?.some((each) => each.address === address));
}

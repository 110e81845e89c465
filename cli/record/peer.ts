import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { parentOf, readIfThere } from "../../companion/native/processes.ts";

/** Processes that are looked through for one connection. */
const MAX_PROCESSES = 4000;

/**
 * Whether the other end of a connection over IPv4's loopback address belongs to a process or what it started. By /proc, so on Linux
 * alone; what cannot be read is nobody's.
 */
export function isPeerOf(pid: number, peerPort: number, ownPort: number): boolean {
  const inode = socketInode(peerPort, ownPort);
  return inode !== undefined && treeOf(pid).some((each) => holds(each, inode));
}

/** Whether the other end of such a connection is still held by any process: one that was closed, or whose process has gone, is not. */
export function isHeld(peerPort: number, ownPort: number): boolean {
  return socketInode(peerPort, ownPort) !== undefined;
}

/** The inode of the socket on 127.0.0.1:`from` that is connected to 127.0.0.1:`to` (proc(5), /proc/net/tcp). */
function socketInode(from: number, to: number): string | undefined {
  const [local, remote] = [from, to].map((port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`);
  for (const line of readFileSync("/proc/net/tcp", "latin1").split("\n")) {
    const columns = line.trim().split(/\s+/);
    if (columns[1] === local && columns[2] === remote) return columns[9] === "0" ? undefined : columns[9];
  }
  return undefined;
}

/** The process and its descendants. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each)).slice(0, MAX_PROCESSES)) {
    const parent = parentOf(Number(name));
    if (parent !== undefined) children.set(parent, [...children.get(parent) ?? [], Number(name)]);
  }
  const tree = [root];
  // A process that is its own ancestor cannot be; the list grows while it is gone through.
  for (const each of tree) tree.push(...children.get(each) ?? []);
  return tree;
}

function holds(pid: number, inode: string): boolean {
  const link = `socket:[${inode}]`;
  return (readIfThere(() => readdirSync(`/proc/${pid}/fd`)) ?? []).some((fd) => readIfThere(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) === link);
}

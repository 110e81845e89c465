import { utf8 } from "./log-scanner.ts";

/** What a file is, by its first bytes. */
export type FileKind = "netlog" | "har" | "capture" | "telemetry" | "observation-lines" | "unknown";

/** Bytes that are enough to tell. */
export const ENOUGH = 64 * 1024;

/** Magic numbers of pcapng (a section header block) and of pcap, with microseconds and nanoseconds, in both orders of bytes. */
const CAPTURES: readonly string[] = ["0a0d0d0a", "d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d"];

/** What a file is by its first bytes, expanded where it was compressed; never by its name. */
export function kindOf(bytes: Uint8Array): FileKind {
  const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (CAPTURES.includes(magic)) return "capture";
  const text = utf8(bytes.subarray(0, ENOUGH)).replace(/^\ufeff/, "");
  if (/^\s*\{\s*"constants"\s*:\s*\{/.test(text)) return "netlog";
  if (/^\s*\{\s*"log"\s*:\s*\{/.test(text)) return "har";
  if (/^\s*\{[^]*"format"\s*:\s*"tlscope-telemetry"/.test(text)) return "telemetry";
  if (/^\s*\{[^\n]*"tlsInfo"\s*:/.test(text)) return "observation-lines";
  return "unknown";
}

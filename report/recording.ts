import type { Observation } from "../src/core/observation.ts";
import { choose } from "../src/core/recordings/choose.ts";
import { ENOUGH, kindOf } from "../src/core/recordings/kind.ts";
import { NetLogReader } from "../src/core/recordings/netlog.ts";
import { RecordingError } from "../src/core/recordings/recording-error.ts";
import { Unpacker } from "../src/core/recordings/unpack.ts";
import { exportDocument } from "../src/core/telemetry/export.ts";

/** Bytes that are read at once: between two pieces the page can be used. */
const PIECE = 1024 * 1024;
/** Hosts and ports that are kept of a recording. */
const MAX_HOSTS = 20_000;

/** Where reading was broken off, because another file was chosen meanwhile. */
export const BROKEN_OFF: unique symbol = Symbol("broken off");

/**
 * A browser's recording as the text of an export, one connection for each host and port; undefined where the file is none.
 * `onProgress`: is told how much was read, 0 to 1; false: nobody wants it any more. The file stays in this page.
 * @throws RecordingError
 */
export async function recordingAsExport(file: Blob, onProgress: (share: number) => boolean): Promise<string | typeof BROKEN_OFF | undefined> {
  if (!(await isRecording(file))) return undefined;
  const hosts = new Map<string, Observation>();
  const reader = new NetLogReader({ onConnection: (observation) => keep(hosts, observation) });
  const unpacker = new Unpacker((bytes) => reader.push(bytes));
  for (let start = 0; start < file.size; start += PIECE) {
    if (!onProgress(start / file.size)) return BROKEN_OFF;
    unpacker.push(new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer()));
  }
  unpacker.end();
  const { client } = reader.end();
  const times = Array.from(hosts.values(), ({ time }) => time ?? "").sort();
  const exportedAt = times.at(-1) || new Date().toISOString();
  const records = Array.from(hosts.values(), (observation) => ({ observation, requests: 1, firstSeen: observation.time ?? exportedAt, lastSeen: observation.time ?? exportedAt, assessment: null }));
  return JSON.stringify(exportDocument(records, { exportedAt, producer: { name: "NetLog", version: client.version ?? "", browser: client.name ?? "" } }));
}

async function isRecording(file: Blob): Promise<boolean> {
  const parts: number[] = [];
  const unpacker = new Unpacker((bytes) => {
    if (parts.length < ENOUGH) parts.push(...bytes.subarray(0, 1000));
  });
  try {
    unpacker.push(new Uint8Array(await file.slice(0, ENOUGH).arrayBuffer()));
  } catch (error) {
    if (error instanceof RecordingError) return false;
    throw error;
  }
  return kindOf(Uint8Array.from(parts)) === "netlog";
}

/** Of several connections to a host and port, the last that tells most: both chains, else the sent one, else any. */
function keep(hosts: Map<string, Observation>, observation: Observation): void {
  if (choose(observation, {}) !== "taken") return;
  const id = `${observation.host} ${String(observation.port ?? 443)}`;
  const known = hosts.get(id);
  if (known === undefined ? hosts.size < MAX_HOSTS : telling(observation) >= telling(known)) hosts.set(id, observation);
}

function telling({ tlsInfo: { sentChain, builtChain } }: Observation): number {
  return (sentChain === undefined ? 0 : 1) + (builtChain === undefined ? 0 : 2);
}

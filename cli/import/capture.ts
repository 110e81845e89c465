import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { nodeDecompressors } from "../../companion/wire/decompressors.ts";
import type { Observation } from "../../src/core/observation.ts";
import { CaptureFilter, keepHandshakeSecrets } from "../../src/core/recordings/capture-keys.ts";
import { CaptureJoiner } from "../../src/core/recordings/capture-joiner.ts";
import type { Choice } from "../../src/core/recordings/choose.ts";
import { RecordingError } from "../../src/core/recordings/recording-error.ts";
import { trafficObservation } from "../../src/core/recordings/traffic-observation.ts";
import { Unpacker } from "../../src/core/recordings/unpack.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { InputError } from "../errors.ts";
import { linesOf } from "../lines.ts";
import { bytesOf } from "./read.ts";
import { Chooser, type Reading } from "./recording.ts";
import { amountOf } from "../amount.ts";
import { TSHARK_PACKETS, TsharkPackets } from "./tshark-packets.ts";
import { startTshark, type TsharkRun } from "./tshark.ts";

export const CAPTURE_WARNING = `A capture holds all that went over the wire, of every program. What tlscope makes of it holds hosts, addresses, times and
handshakes. tshark is given the secrets of handshakes alone, and no key that opens what was sent behind them.`;

/** Characters of one line of tshark's JSON: a packet's bytes in hex. */
const MAX_LINE = 64 * 1024 * 1024;

/** TLS and QUIC on ports of every number. */
const EVERYWHERE: readonly string[] = ["-o", "tcp.try_heuristic_first:TRUE", "-o", "udp.try_heuristic_first:TRUE"];

export interface CaptureInput {
  file: string;
  keyLog?: string;
  stdin: Readable;
  choice: Choice;
}

/**
 * The connections of a capture (pcapng or pcap, also gzipped) that are chosen, put together by tshark. Returns what was read.
 * @throws InputError where a file cannot be read, or tshark is missing
 */
export async function* readCapture({ file, keyLog, stdin, choice }: CaptureInput): AsyncGenerator<Observation, Reading> {
  const chooser = new Chooser(choice);
  const counts = { nameless: 0, sealed: 0 };
  const joiner = new CaptureJoiner((seen) => {
    const observation = trafficObservation(seen, nodeDecompressors);
    if (observation === undefined) counts.nameless++;
    else {
      if (observation.tlsInfo.extra?.unavailable?.sentChain === "no-keys") counts.sealed++;
      chooser.take(observation);
    }
  });
  const packets = new TsharkPackets((packet) => joiner.take(packet));
  const tshark = await startTshark([...EVERYWHERE, ...TSHARK_PACKETS], keyLog === undefined ? undefined : await secretsIn(keyLog));
  try {
    const feeding = feed(tshark, file, stdin);
    // Awaited below; until then a failure is nobody's yet.
    feeding.catch(() => undefined);
    for await (const line of linesOf(tshark.stdout as AsyncIterable<Uint8Array>, MAX_LINE)) {
      if ("text" in line) packets.line(line.text);
      else packets.damaged++;
      yield* chooser.taken();
    }
    const damage = await feeding;
    const cut = await endOf(tshark, file);
    if (damage !== undefined && packets.packets === 0) throw new InputError(`${file}: ${damage}`);
    joiner.end();
    yield* chooser.taken();
    return {
      ...chooser.counts, browser: "a capture", from: `${amountOf(packets.packets, "packet")} with handshakes`,
      notes: [
        ...(counts.sealed > 0 ? [`Of ${amountOf(counts.sealed, "connection")} the certificates cannot be read: they went over the wire encrypted, and there are no keys for them (SSLKEYLOGFILE, --keylog).`] : []),
        ...(counts.nameless > 0 ? [`${amountOf(counts.nameless, "connection")} left out: nothing says with whom they were.`] : []),
        ...(packets.damaged > 0 ? [`${amountOf(packets.damaged, "packet")} could not be read.`] : []),
        ...(damage === undefined ? [] : [`${damage} What stands before that was read.`]),
        ...(cut && damage === undefined ? ["The capture was cut off. What is there was read."] : []),
      ],
    };
  } finally {
    await tshark.clean();
  }
}

/** The key log, cut down to the secrets of handshakes. @throws InputError */
async function secretsIn(file: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(file);
    keepHandshakeSecrets(bytes);
    return bytes;
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Gives the capture to tshark, as far as it can be read; the rest's reason, where there is one. */
async function feed(tshark: TsharkRun, file: string, stdin: Readable): Promise<string | undefined> {
  let ready: Uint8Array[] = [];
  const filter = new CaptureFilter((bytes) => ready.push(bytes));
  const unpacker = new Unpacker((bytes) => filter.push(bytes));
  const pass = async (): Promise<void> => {
    const pieces = ready;
    ready = [];
    for (const piece of pieces) await tshark.write(piece);
  };
  try {
    for await (const chunk of bytesOf(file, stdin)) {
      unpacker.push(chunk);
      await pass();
    }
    unpacker.end();
    filter.end();
    await pass();
    return undefined;
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    await pass();
    return error.message;
  } finally {
    tshark.endInput();
  }
}

/** Whether the capture was cut off. @throws InputError where it is none */
async function endOf(tshark: TsharkRun, file: string): Promise<boolean> {
  const { status, words } = await tshark.ended;
  if (status === 0) return false;
  if (/cut short in the middle of a packet/.test(words)) return true;
  const said = words.split("\n").filter((line) => line.startsWith("tshark: ")).at(-1)?.slice("tshark: ".length) ?? `it ended with status ${String(status)}`;
  throw new InputError(`${file}: tshark cannot read it: ${visibleText(said, LINE)}`);
}

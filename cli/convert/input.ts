import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { assess } from "../../src/core/assess.ts";
import { seenConnection } from "../../src/core/fleet/seen.ts";
import { Unpacker } from "../../src/core/recordings/unpack.ts";
import { RecordingError } from "../../src/core/recordings/recording-error.ts";
import { TelemetryError } from "../../src/core/telemetry/json-reader.ts";
import { CertificateStore } from "../../src/core/x509/certificate-store.ts";
import { assessContextFor } from "../context.ts";
import { InputError } from "../errors.ts";
import { kindOfFile } from "../import/kind.ts";
import type { RecordingFormName } from "../import/arguments.ts";
import { recordedConnections } from "../import/connections.ts";
import { bytesOf } from "../import/read.ts";
import { connectionsOfExport, type Assess } from "./export-input.ts";
import { readLines } from "./lines-input.ts";
import type { Shown } from "./shown.ts";

/** Bytes of DER that are kept parsed. */
const MAX_KEPT = 4 * 1024 * 1024;

export interface InputOptions {
  /** Whether what has no assessment is to be judged. */
  judges: boolean;
  /** Is told of bytes as they are read, and of what was left out. */
  onRead: (bytes: number) => void;
  note: (line: string) => void;
  /** Is told of every line that was left out. */
  onBad: () => void;
}

/** Lines of one file that are complained of one by one. */
const MAX_COMPLAINTS = 10;

/** The connections of a file, whatever kind it is, one after the other. @throws InputError with the file's name and the place */
export async function* readInput(file: string, options: InputOptions): AsyncGenerator<Shown> {
  const judge: Assess | undefined = options.judges ? judged : undefined;
  const bytes = (): AsyncIterable<Uint8Array> => counted(bytesOf(file, Readable.from([])), options.onRead);
  try {
    const kind = await kindOfFile(file);
    switch (kind) {
      case "telemetry":
        await refuseCompressed(file);
        yield* connectionsOfExport(file, bytes, judge);
        return;
      case "observation-lines":
        yield* readLines(unpacked(bytes()), judge, complaints(file, options));
        return;
      case "netlog": case "har": case "capture":
        yield* connectionsOfRecording(kind, file, judge, options);
        return;
      default:
        throw new InputError(`${file} is no export of TLScope, no lines of observations and no recording of a browser: there is nothing in it to convert`);
    }
  } catch (error) {
    if (error instanceof TelemetryError || error instanceof RecordingError) throw new InputError(`${file}: ${error.message}`);
    if (error instanceof Error && "syscall" in error) throw new InputError(`${file} cannot be read: ${error.message}`);
    throw error;
  }
}

/** Bytes that will be read of the files; an export is read twice. undefined: that is not known. */
export async function bytesToRead(files: readonly string[]): Promise<number | undefined> {
  let total = 0;
  for (const file of files) {
    const size = (await stat(file).catch(() => undefined))?.size;
    if (size === undefined) return undefined;
    total += size * (await kindOfFile(file) === "telemetry" ? 2 : 1);
  }
  return total;
}

const judged: Assess = (observation, certificates) => assess(observation, assessContextFor(observation.time === undefined ? Date.now() : Date.parse(observation.time), certificates));

async function* counted(chunks: AsyncIterable<Uint8Array>, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onRead(chunk.length);
    yield chunk;
  }
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  // Chunks are good until the next is asked for, and a line may reach over several.
  const unpacker = new Unpacker((bytes) => out.push(bytes.slice()));
  for await (const chunk of chunks) {
    unpacker.push(chunk);
    yield* out.splice(0);
  }
  unpacker.end();
  yield* out.splice(0);
}

async function* connectionsOfRecording(form: RecordingFormName, file: string, judge: Assess | undefined, { note, onRead }: InputOptions): AsyncGenerator<Shown> {
  const certificates = new CertificateStore(MAX_KEPT);
  const connections = recordedConnections({ form, file, ownTraffic: false }, Readable.from([]));
  let next = await connections.next();
  for (let count = 0; next.done !== true; next = await connections.next(), count++) {
    const observation = next.value;
    const assessment = observation.scheme === "http:" ? undefined : await judge?.(observation, certificates);
    onRead(0);
    yield {
      seen: seenConnection(observation, (der) => certificates.intern(der).sha256), assessment, place: observation.time === undefined ? `${file} ${count}` : "",
      certificate: (sha256) => certificates.get(sha256),
    };
  }
  onRead((await stat(file)).size);
  for (const line of next.value.notes) note(`${file}: ${line}`);
}

function complaints(file: string, { note, onBad }: InputOptions): (line: number, why: string) => void {
  let count = 0;
  return (line, why) => {
    onBad();
    if (++count <= MAX_COMPLAINTS) note(`${file}, line ${line}: ${why}; it was left out`);
    if (count === MAX_COMPLAINTS) note(`${file}: further lines that are left out are counted alone`);
  };
}

/** Certificates are read where they lie in the file, which cannot be done in a compressed one. */
async function refuseCompressed(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (buffer[0] === 0x1f || buffer[0] === 0x50) throw new InputError(`${file} is compressed: expand it first (gunzip, unzip), since certificates are read where they lie in it`);
  } finally {
    await handle.close();
  }
}

import packageJson from "../../package.json" with { type: "json" };
import { sha256 } from "@noble/hashes/sha2.js";
import { certificateRow } from "../../src/core/fleet/certificate-row.ts";
import { connectionRow } from "../../src/core/fleet/connection-row.ts";
import { judgedOf } from "../../src/core/fleet/judged.ts";
import { toHex } from "../../src/core/bytes/hex.ts";
import { factsOf } from "../../src/core/fleet/seen.ts";
import { amountOf } from "../amount.ts";
import { EXIT, graver, UsageError, type ExitStatus } from "../errors.ts";
import { noteOn, type Streams } from "../streams.ts";
import { isTerminal } from "../terminal.ts";
import type { ConvertArguments } from "./arguments.ts";
import { formatKind } from "./format.ts";
import { HashIndex } from "./hash-index.ts";
import { bytesToRead, readInput } from "./input.ts";
import { ConvertProgress } from "./progress.ts";
import type { RowWriter } from "./row-writer.ts";
import type { Shown } from "./shown.ts";
import { fileSink, streamSink } from "./sink.ts";

/** Writes exports, lines of observations and recordings in another form; reads no faster than is written. @throws InputError, UsageError */
export async function runConvert({ files, to, out, network = "" }: ConvertArguments, streams: Streams): Promise<ExitStatus> {
  const kind = formatKind(to);
  if (kind.binary === true && out === undefined && isTerminal(streams.stdout)) throw new UsageError(`--to ${to} is nothing for a terminal: give --out FILE`);
  const progress = new ConvertProgress(streams.stderr);
  progress.total = await bytesToRead(files);
  const sink = out === undefined ? streamSink(streams.stdout) : await fileSink(out);
  try {
    const format = await kind.begin(sink);
    const conversion = new Conversion(format, kind.judges, progress, { network, producer: `tlscope ${packageJson.version}` });
    for (const file of files) {
      const shown = readInput(file, {
        judges: kind.judges, note: noteOn(streams), onBad: () => conversion.left++,
        onRead: (bytes) => {
          progress.read += bytes;
          progress.tick();
        },
      });
      for await (const each of shown) await conversion.take(each);
    }
    await format.end();
    await sink.finish();
    progress.end();
    if (conversion.left > 0) noteOn(streams)(`${amountOf(conversion.left, "line was", "lines were")} left out, being no ${conversion.left === 1 ? "observation" : "observations"}`);
    return conversion.left > 0 ? EXIT.failed : conversion.status;
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

class Conversion {
  status: ExitStatus = EXIT.valid;
  /** Lines that were left out. */
  left = 0;
  readonly #format: RowWriter;
  readonly #judges: boolean;
  readonly #progress: ConvertProgress;
  readonly #origin: { network: string; producer: string };
  readonly #written = new HashIndex();

  constructor(format: RowWriter, judges: boolean, progress: ConvertProgress, origin: { network: string; producer: string }) {
    this.#format = format;
    this.#judges = judges;
    this.#progress = progress;
    this.#origin = origin;
  }

  async take({ seen, assessment, browser = "", place, certificate }: Shown): Promise<void> {
    const judged = this.#judges ? judgedOf(assessment) : undefined;
    const origin = { ...this.#origin, browser };
    const row = connectionRow(seen, judged, (sha256) => {
      const stored = certificate(sha256);
      return stored === undefined ? undefined : factsOf(stored);
    }, { id: idOf(seen, place), now: Date.now(), origin });
    for (const sha256 of new Set([...seen.sent ?? [], ...seen.built ?? [], ...seen.server === undefined ? [] : [seen.server], ...row.path ?? []])) {
      if (this.#written.has(sha256)) continue;
      const stored = certificate(sha256);
      if (stored === undefined) continue;
      this.#written.add(sha256);
      this.#progress.certificates++;
      await this.#format.certificate(certificateRow(stored, judged, Date.parse(`${row.time}Z`), origin), stored);
    }
    await this.#format.connection(row, row.leaf === undefined ? undefined : certificate(row.leaf));
    this.#progress.connections++;
    this.#progress.tick();
    if (row.chain === "invalid") this.status = graver(this.status, EXIT.invalid);
  }
}

/**
 * The row's name: the same wherever the same connection stands, so that a file that is converted twice, or an export that holds an
 * earlier one, counts once.
 */
function idOf({ host, port, ip, time, firstSeen, sent, built, server, cipherSuite, tlsVersion, error }: Shown["seen"], place: string): string {
  const text = JSON.stringify([host, port, ip, firstSeen ?? time, sent, built, server, cipherSuite, tlsVersion, error?.code, place]);
  return toHex(sha256(new TextEncoder().encode(text)), 0, 16);
}

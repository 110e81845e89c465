import { closeSync, openSync, readSync } from "node:fs";
import { ExportScanner } from "../../src/core/fleet/export-scanner.ts";
import { seenConnection } from "../../src/core/fleet/seen.ts";
import { isRecord } from "../../src/core/is-record.ts";
import type { Observation } from "../../src/core/observation.ts";
import { TELEMETRY_FORMAT, TELEMETRY_VERSION } from "../../src/core/telemetry/document.ts";
import { ObjectReader, readString, required, TelemetryError } from "../../src/core/telemetry/json-reader.ts";
import { readBase64, readObservation } from "../../src/core/telemetry/observation-json.ts";
import { CertificateStore, type StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { InputError } from "../errors.ts";
import { HashIndex } from "./hash-index.ts";
import type { Shown } from "./shown.ts";

/** Bytes of DER that are kept parsed. */
const MAX_KEPT = 4 * 1024 * 1024;

/** Judges an observation that has no assessment. */
export type Assess = (observation: Observation, certificates: CertificateStore) => Promise<unknown>;

/**
 * The connections of an export, one after the other, however long it is: it is read twice, first for where its certificates lie, which
 * may be behind the observations. `open`: its bytes from the begin. @throws InputError, TelemetryError
 */
export async function* connectionsOfExport(file: string, open: () => AsyncIterable<Uint8Array>, assess: Assess | undefined): AsyncGenerator<Shown> {
  const { index, browser } = await indexOf(open());
  const certificates = new ExportCertificates(file, index);
  try {
    const waiting: { json: Uint8Array; place: string }[] = [];
    const scanner = new ExportScanner({ member: () => undefined, certificate: () => undefined, observation: (json, at) => waiting.push({ json: json.slice(), place: `observations[${at}]` }) });
    for await (const chunk of open()) {
      scanner.push(chunk);
      for (const { json, place } of waiting.splice(0)) yield await readOne(json, place, { certificates, browser, assess });
    }
    scanner.end();
  } finally {
    certificates.close();
  }
}

async function indexOf(input: AsyncIterable<Uint8Array>): Promise<{ index: HashIndex; browser: string }> {
  const index = new HashIndex();
  const members = new Map<string, string>();
  const scanner = new ExportScanner({
    member: (name, json) => {
      members.set(name, json);
      if (name === "format" || name === "version") check(name, JSON.parse(json));
    },
    certificate: (sha256, start, end) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TelemetryError("certificate-hash", `certificates.${sha256.slice(0, 80)}`, "64 characters of lower-case hex are expected");
      index.add(sha256, { start, length: end - start });
    },
    observation: () => undefined,
  });
  for await (const chunk of input) scanner.push(chunk);
  scanner.end();
  for (const name of ["format", "version"] as const) if (!members.has(name)) check(name, undefined);
  const producer: unknown = JSON.parse(members.get("producer") ?? "null");
  return { index, browser: isRecord(producer) && typeof producer["browser"] === "string" ? producer["browser"] : "" };
}

/** As importDocument of core/telemetry has it. */
function check(name: "format" | "version", value: unknown): void {
  if (name === "format" && value !== TELEMETRY_FORMAT) throw new TelemetryError("wrong-format", name, `"${TELEMETRY_FORMAT}" is expected`);
  if (name === "version" && value !== TELEMETRY_VERSION) throw new TelemetryError("wrong-version", name, `version ${TELEMETRY_VERSION} is expected; a newer tlscope may read this document`);
}

interface Reading {
  certificates: ExportCertificates;
  browser: string;
  assess: Assess | undefined;
}

async function readOne(json: Uint8Array, place: string, { certificates, browser, assess }: Reading): Promise<Shown> {
  const reader = new ObjectReader(parsed(json, place), place);
  const observation = readObservation(reader, (hash, path) => certificates.der(readString(hash, path, 64), path));
  const counts = {
    requests: required(reader.integer("requests", Number.MAX_SAFE_INTEGER), reader.at("requests")),
    firstSeen: required(reader.time("firstSeen"), reader.at("firstSeen")), lastSeen: required(reader.time("lastSeen"), reader.at("lastSeen")),
  };
  const stored = reader.raw("assessment");
  const judged = stored === null && observation.scheme !== "http:" ? await assess?.(observation, certificates.store) : stored;
  return {
    seen: seenConnection(observation, (der) => certificates.store.intern(der).sha256, counts), assessment: judged, browser, place: "",
    certificate: (sha256) => certificates.find(sha256),
  };
}

function parsed(json: Uint8Array, place: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(json)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new TelemetryError("bad-json", place, `not JSON: ${error.message}`);
    throw error;
  }
}

/** The certificates of the file, read where they lie when they are asked for. */
class ExportCertificates {
  readonly store = new CertificateStore(MAX_KEPT);
  readonly #index: HashIndex;
  readonly #file: string;
  readonly #handle: number;

  constructor(file: string, index: HashIndex) {
    this.#file = file;
    this.#index = index;
    this.#handle = openSync(file, "r");
  }

  find(sha256: string): StoredCertificate | undefined {
    const kept = this.store.get(sha256);
    if (kept !== undefined) return kept;
    const span = this.#index.get(sha256);
    if (span === undefined) return undefined;
    const bytes = Buffer.alloc(span.length);
    if (readSync(this.#handle, bytes, 0, span.length, span.start) !== span.length) throw new InputError(`${this.#file} was changed while it was read. Convert it again.`);
    const path = `certificates.${sha256}`;
    const stored = this.store.intern(readBase64(parsed(bytes, path), path));
    if (stored.sha256 !== sha256) throw new TelemetryError("certificate-hash", path, "the bytes have another SHA-256");
    return stored;
  }

  der(sha256: string, path: string): Uint8Array {
    const stored = this.find(sha256);
    if (stored === undefined) throw new TelemetryError("certificate-missing", path, `"certificates" has no ${sha256}`);
    return stored.der;
  }

  close(): void {
    closeSync(this.#handle);
  }
}

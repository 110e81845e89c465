import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { createSecureContext } from "node:tls";
import type { ClientCertificate } from "../../companion/connect/options.ts";
import { InputError } from "../errors.ts";
import type { ProbeArguments } from "./arguments.ts";

/** Environment variable with the passphrase of the client's key. */
const PASSPHRASE = "TLSCOPE_PASSPHRASE";

/**
 * The client's certificate and key: PEM, in one file or two, or PKCS #12. The passphrase comes from a file, from standard
 * input ("-") or from the environment, never from the command line, which others on the machine can read. @throws InputError
 */
export async function readClientCertificate(args: ProbeArguments, stdin: Readable): Promise<ClientCertificate | undefined> {
  const { clientCertificate: file, clientKey, passphraseFile } = args;
  if (file === undefined) return undefined;
  const bytes = await read(file);
  const secret = passphraseFile === undefined ? process.env[PASSPHRASE] : firstLine(passphraseFile === "-" ? await text(stdin) : (await read(passphraseFile)).toString("utf8"));
  const passphrase = secret === undefined ? {} : { passphrase: secret };
  const isPem = bytes.includes("-----BEGIN ");
  const certificate: ClientCertificate = isPem ? { cert: bytes, key: clientKey === undefined ? bytes : await read(clientKey), ...passphrase } : { pfx: bytes, ...passphrase };
  try {
    createSecureContext(certificate);
  } catch (error) {
    // OpenSSL's words are about the file; they never hold the passphrase.
    throw new InputError(`${file}: the client certificate and its key cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  return certificate;
}

function firstLine(content: string): string {
  return content.split(/\r?\n/, 1)[0] ?? "";
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

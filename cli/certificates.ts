import { readFile } from "node:fs/promises";
import { certificatesInFile } from "../src/core/x509/certificate-file.ts";
import { Certificate } from "../src/core/x509/certificate.ts";
import { DerError } from "../src/core/x509/der/error.ts";
import { PemError } from "../src/core/x509/pem.ts";
import { InputError } from "./errors.ts";

/** What a person should know of a file that was read all the same: a line without its end. */
export type Note = (line: string) => void;

/** The certificates of a file (PEM, DER, PKCS #7, ...) as DER. @throws InputError */
export async function readCertificates(file: string, note: Note): Promise<Uint8Array[]> {
  try {
    const { certificates, notes } = certificatesInFile(await readFile(file));
    for (const { message } of notes) note(`${file}: ${message}`);
    return certificates;
  } catch (error) {
    if (error instanceof PemError || error instanceof DerError) throw new InputError(`${file}: ${error.message}`);
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The same of trust anchors. One that cannot be read is named and left out. @throws InputError, also where none can be read */
export async function anchorsFromFile(file: string, note: Note): Promise<Uint8Array[]> {
  const ders = await readCertificates(file, note);
  const readable = ders.filter((der, index) => {
    const why = unreadable(der);
    if (why !== undefined) note(`${file}: trust anchor ${index + 1} of ${ders.length} cannot be read and is not trusted: ${why}`);
    return why === undefined;
  });
  if (readable.length === 0) throw new InputError(`${file}: no certificate in it can be read as a trust anchor`);
  return readable;
}

function unreadable(der: Uint8Array): string | undefined {
  try {
    Certificate.parse(der);
    return undefined;
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
}

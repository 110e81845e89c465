import { existsSync } from "node:fs";
import * as tls from "node:tls";
import { AnchorList, AnchorUnion } from "../../src/core/chain/anchor-set.ts";
import type { TrustAnchors } from "../../src/core/chain/anchors.ts";
import { BundledAnchors, vettedRoots } from "../../src/core/chain/bundled-anchors.ts";
import { Certificate } from "../../src/core/x509/certificate.ts";
import { DerError } from "../../src/core/x509/der/error.ts";
import { certificatesFromPem } from "../../src/core/x509/pem.ts";
import { readText } from "../assess-document.ts";
import { anchorsFromFile, type Note } from "../certificates.ts";
import { InputError } from "../errors.ts";

/** Where systems without an API of Node's own keep their anchors as PEM. */
const BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem", "/usr/local/etc/ssl/cert.pem",
];

/** Whom to trust. */
export interface ChosenAnchors {
  /** undefined: nobody, so that nothing is said of trust. */
  anchors: TrustAnchors | undefined;
  /** Those that came from elsewhere than the bundle. */
  given: readonly Certificate[];
}

/** "system", "mozilla", "none" or files of certificates, together. No choice: Mozilla's as bundled. `note`: what is worth knowing of the files. @throws InputError */
export async function anchorsOf(choices: readonly string[], note: Note): Promise<ChosenAnchors> {
  const given: Certificate[] = [];
  if (choices.includes("none")) return { anchors: undefined, given };
  const sources = await Promise.all((choices.length === 0 ? ["mozilla"] : choices).map(async (choice) => {
    if (choice === "mozilla") return new BundledAnchors();
    const certificates = choice === "system" ? readable(await systemPem()) : (await anchorsFromFile(choice, note)).map((der) => Certificate.parse(der));
    given.push(...certificates);
    return new AnchorList(certificates, "added", await vettedRoots());
  }));
  const [only, ...others] = sources;
  return { anchors: only !== undefined && others.length === 0 ? only : new AnchorUnion(...sources), given };
}

async function systemPem(): Promise<string> {
  // Node 22.15 and later ask the operating system; the types of Node 20 do not know it.
  const { getCACertificates }: typeof tls & { getCACertificates?: (kind: string) => string[] } = tls;
  const asked = getCACertificates?.("system") ?? [];
  if (asked.length > 0) return asked.join("\n");
  const file = [process.env["SSL_CERT_FILE"], ...BUNDLES].find((each) => each !== undefined && each !== "" && existsSync(each));
  if (file === undefined) throw new InputError(`The system's anchors cannot be found: Node 22.15 or later can ask the system; or name a PEM file in SSL_CERT_FILE`);
  return readText(file);
}

/** What is no certificate is passed over, since nobody chose it. */
function readable(pem: string): Certificate[] {
  return certificatesFromPem(pem).flatMap((der) => {
    try {
      return [Certificate.parse(der)];
    } catch (error) {
      if (error instanceof DerError) return [];
      throw error;
    }
  });
}

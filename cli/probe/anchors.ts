import { existsSync } from "node:fs";
import * as tls from "node:tls";
import { AnchorList, AnchorUnion } from "../../src/core/chain/anchor-set.ts";
import type { TrustAnchors } from "../../src/core/chain/anchors.ts";
import { BundledAnchors, vettedRoots } from "../../src/core/chain/bundled-anchors.ts";
import { Certificate } from "../../src/core/x509/certificate.ts";
import { DerError } from "../../src/core/x509/der/error.ts";
import { certificatesFromPem, PemError } from "../../src/core/x509/pem.ts";
import { readText } from "../assess-document.ts";
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

/** "system", "mozilla", "none" or PEM files, together. No choice: Mozilla's as bundled. @throws InputError */
export async function anchorsOf(choices: readonly string[]): Promise<ChosenAnchors> {
  const given: Certificate[] = [];
  if (choices.includes("none")) return { anchors: undefined, given };
  const sources = await Promise.all((choices.length === 0 ? ["mozilla"] : choices).map(async (choice) => {
    if (choice === "mozilla") return new BundledAnchors();
    const certificates = choice === "system" ? parsed(await systemPem(), "the system's anchors", true) : parsed(await readText(choice), choice, false);
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

/** `lenient`: what is no certificate is passed over, since nobody chose it. */
function parsed(pem: string, source: string, lenient: boolean): Certificate[] {
  let ders: Uint8Array[];
  try {
    ders = certificatesFromPem(pem);
  } catch (error) {
    if (error instanceof PemError) throw new InputError(`${source}: ${error.message}`);
    throw error;
  }
  return ders.flatMap((der) => {
    try {
      return [Certificate.parse(der)];
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      if (lenient) return [];
      throw new InputError(`${source}: a certificate cannot be read: ${error.message}`);
    }
  });
}

/**
 * Roots that a Firefox profile takes for the browser's own. Firefox calls a root built in where a PKCS#11 module with a list of
 * roots says so (CKA_NSS_MOZILLA_CA_POLICY), its own module or another: p11-kit's trust module reads what to say from files.
 */
import { readFileSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findProgram } from "./setup/find.ts";
import { PROGRAMS } from "./setup/programs.ts";

/** Where the module lies; undefined where there is none. */
export function findTrustModule(): string | undefined {
  const found = findProgram(PROGRAMS.trustModule, process);
  return found.kind === "found" ? found.path : undefined;
}

/** Has a profile, whose certificate database is there already, load the module with these roots. Throws where there is no module. */
export async function shipRoots(profile: string, rootPems: readonly string[]): Promise<void> {
  const library = findTrustModule();
  if (library === undefined) throw new Error("p11-kit's trust module is missing: install the package p11-kit-modules, or set P11_KIT_TRUST to the path of p11-kit-trust.so.");
  const folder = join(profile, "shipped-roots");
  await mkdir(folder, { recursive: true });
  for (const [index, pem] of rootPems.entries()) {
    await writeFile(join(folder, `${index}.p11-kit`), `[p11-kit-object-v1]\nclass: certificate\ncertificate-type: x-509\ntrusted: true\nnss-mozilla-ca-policy: true\n${pem.trim()}\n`);
  }
  const modules = join(profile, "pkcs11.txt");
  if (readFileSync(modules, "utf8").includes(library)) return;
  await appendFile(modules, `\nlibrary=${library}\nname=Shipped roots\nparameters=paths=${folder}\nNSS=trustOrder=100\n\n`);
}

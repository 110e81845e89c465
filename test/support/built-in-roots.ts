/**
 * Roots that a Firefox profile takes for the browser's own. Firefox calls a root built in where a PKCS#11 module with a list of
 * roots says so (CKA_NSS_MOZILLA_CA_POLICY), its own module or another: p11-kit's trust module reads what to say from files.
 */
import { existsSync, readFileSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the module lies: $P11_KIT_TRUST, or the place of Debian's package p11-kit-modules; undefined where there is none. */
export function findTrustModule(): string | undefined {
  const machine = { x64: "x86_64", arm64: "aarch64" }[process.arch as string] ?? process.arch;
  return [process.env["P11_KIT_TRUST"], `/usr/lib/${machine}-linux-gnu/pkcs11/p11-kit-trust.so`, "/usr/lib64/pkcs11/p11-kit-trust.so"].find((path) => path !== undefined && existsSync(path));
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

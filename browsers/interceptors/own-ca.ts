/** A CA for a program whose owner brings one. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { issue, type Party } from "../../lab/pki/issue.ts";
import { generateKey } from "../../lab/pki/keys.ts";
import type { IssuedNameAttribute } from "../../lab/pki/names.ts";
import { pemText } from "../../lab/pki/pem.ts";

/** Makes the CA and writes its certificate, its key, and both in one file; keys for this user alone. */
export async function writeOwnCa(folder: string, name: readonly IssuedNameAttribute[]): Promise<{ rootPem: string; certificate: string; key: string; both: string }> {
  const ca: Party = { key: await generateKey("RSA-2048"), subject: name };
  const rootPem = pemText("CERTIFICATE", await issue({ subject: ca, issuer: ca, validity: { from: -400, to: 3000 }, now: Date.now(), use: { kind: "authority" } }));
  const keyPem = pemText("PRIVATE KEY", ca.key.pkcs8);
  const files = { certificate: join(folder, "ca.pem"), key: join(folder, "ca-key.pem"), both: join(folder, "ca-both.pem") };
  writeFileSync(files.certificate, rootPem);
  writeFileSync(files.key, keyPem, { mode: 0o600 });
  writeFileSync(files.both, rootPem + keyPem, { mode: 0o600 });
  return { rootPem, ...files };
}

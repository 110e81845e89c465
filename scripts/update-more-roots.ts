// Writes src/core/registry/more-roots-data.ts: the certificates of roots that Chrome, Apple, Android or Microsoft ship and Mozilla's list
// lacks. Run: npm run update-more-roots [-- more-roots.jsonl]
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOfName } from "../src/core/registry/name-fingerprint.ts";
import { isShipped } from "../src/core/registry/shipped-roots.ts";
import { Certificate } from "../src/core/x509/certificate.ts";

const TARGET = join(import.meta.dirname, "../src/core/registry/more-roots-data.ts");
const file = process.argv[2] ?? join(import.meta.dirname, "../../shared/facts/more-roots.jsonl");
if (!existsSync(file)) {
  console.error(`The certificates are not at ${file}. Give their path: npm run update-more-roots -- <more-roots.jsonl>`);
  process.exit(2);
}
const rows: string[] = [];
for (const line of readFileSync(file, "utf8").split("\n")) {
  if (line === "") continue;
  const { sha256, der } = JSON.parse(line) as { sha256: string; der: string };
  const bytes = new Uint8Array(Buffer.from(der, "base64"));
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw new Error(`${sha256} is not the SHA-256 of its certificate.`);
  if (isShipped(sha256)) rows.push(`${fingerprintOfName(Certificate.parse(bytes).subject.der)} ${sha256} ${der}`);
}
writeFileSync(TARGET, `// Written by scripts/update-more-roots.ts. Do not edit.
// Certificates of roots that shipped root programs have and Mozilla's list lacks: nabla-c0d3/trust_stores_observatory (MIT).

/** A root a line: fingerprint of its subject, SHA-256 (hex), DER (base64). */
export const MORE_ROOTS = \`
${rows.sort().join("\n")}
\`;
`);
console.log(`${String(rows.length)} roots written to src/core/registry/more-roots-data.ts.`);

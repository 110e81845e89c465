import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Writes a small project into a folder of its own, gives the folder to `use`, and removes it. */
export async function withProject<Result>(files: Readonly<Record<string, string>>, use: (root: string) => Result | Promise<Result>): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "tlscope-fixture-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Certificate databases of NSS, as Firefox and, on Linux, Chromium read them. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Writes the roots into the certificate database of a folder, which is made where it is not there (trusted for servers alone: "C,,"). */
export async function trustRoots(folder: string, rootPems: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const database = `sql:${folder}`;
  try {
    if (!existsSync(join(folder, "cert9.db"))) await run("certutil", ["-N", "--empty-password", "-d", database]);
    for (const [index, pem] of rootPems.entries()) {
      const file = join(folder, `tlscope-lab-root-${index}.pem`);
      await writeFile(file, pem);
      await run("certutil", ["-A", "-n", `TLScope lab ${index} ${randomUUID()}`, "-t", "C,,", "-i", file, "-d", database]);
      await rm(file);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error("certutil is missing: install the package libnss3-tools.", { cause: error });
    }
    throw error;
  }
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The environment in which a program finds the libraries that were unpacked with it. */
export function librariesOf(root: string): Record<string, string> {
  const folder = join(root, "usr", "lib");
  const machines = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("-linux-gnu")) : [];
  return { LD_LIBRARY_PATH: [...machines.flatMap((name) => [join(root, "usr", "lib", name), join(root, "lib", name)]), process.env["LD_LIBRARY_PATH"] ?? ""].filter((path) => path !== "").join(":") };
}

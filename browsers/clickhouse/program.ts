import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hasApt, unpackPackage } from "../setup/apt.ts";
import { runQuietly } from "../process/run.ts";

/** A clickhouse-server that is started from a folder, with its libraries. */
export interface ClickHouseProgram {
  executable: string;
  libraries: string;
}

const FOLDER = join(".cache", "clickhouse");

/**
 * The clickhouse-server of Debian's archive, unpacked in a folder of the tests with the libraries that this system lacks; nothing is
 * installed and no service is started. CLICKHOUSE_SERVER names a folder where that was done before. A text: why there is none.
 */
export async function clickHouseProgram(): Promise<ClickHouseProgram | string> {
  const folder = process.env["CLICKHOUSE_SERVER"] ?? FOLDER;
  const program = programIn(folder);
  if (existsSync(program.executable)) return program;
  if (!await hasApt()) return "not run: there is no apt here to get ClickHouse with";
  const { status, output } = await runQuietly("apt-get", ["-s", "-q", "install", "--no-install-recommends", "clickhouse-server"]);
  const packages = Array.from(output.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+)/gm), ([, name = "", version = ""]) => ({ name, version }));
  if (status !== 0 || packages.length === 0) return "not run: this system's archive offers no clickhouse-server";
  mkdirSync(folder, { recursive: true });
  try {
    for (const { name, version } of packages) await unpackPackage(name, version, folder, () => undefined);
  } catch (error) {
    // Half of it would be taken for all of it the next time.
    rmSync(folder, { recursive: true });
    return `not run: ClickHouse cannot be had: ${error instanceof Error ? error.message : String(error)}`;
  }
  return program;
}

function programIn(folder: string): ClickHouseProgram {
  const libraries = [join("usr", "lib", "x86_64-linux-gnu"), join("lib", "x86_64-linux-gnu")].map((path) => join(process.cwd(), folder, path));
  const at = folder.startsWith("/") ? folder : join(process.cwd(), folder);
  return { executable: join(at, "usr", "sbin", "clickhouse-server"), libraries: folder.startsWith("/") ? [join(at, "usr/lib/x86_64-linux-gnu"), join(at, "lib/x86_64-linux-gnu")].join(":") : libraries.join(":") };
}

import { join } from "node:path";
import { existsSync } from "node:fs";
import { NotRun, type Asked, type RealClient } from "./client.ts";
import { runClient } from "./run.ts";

const PROGRAMS = join(import.meta.dirname, "../programs");

/** Where Go is: $GO (its binary, of a package unpacked or installed), or in the path. */
function goCommand(): { command: string; env: Record<string, string> } {
  const command = process.env["GO"] ?? "go";
  return { command, env: process.env["GO"] === undefined ? {} : { GOROOT: join(command, "../..") } };
}

/** Builds one of the Go programs; gives its path. @throws NotRun where there is no Go. */
export async function buildGo(name: "serve" | "ask", folder: string): Promise<string> {
  const { command, env } = goCommand();
  const target = join(folder, `go-${name}`);
  if (existsSync(target)) return target;
  const { code, stderr } = await runClient(command, ["build", "-o", target, join(PROGRAMS, `${name}.go`)], "", {
    env: { ...env, GOCACHE: join(folder, "go-cache"), GOPATH: join(folder, "go-path"), GO111MODULE: "off", CGO_ENABLED: "0", GOFLAGS: "" }, cwd: folder,
  });
  if (code !== 0) throw new NotRun(`Go does not build ${name}.go: ${stderr}`);
  return target;
}

export async function askGo({ targets, rootsFile, folder }: Asked): Promise<RealClient> {
  const { stdout, stderr } = await runClient(await buildGo("ask", folder), [rootsFile], JSON.stringify(targets));
  return { id: "go", version: stderr.split("\n")[0] ?? "", answers: JSON.parse(stdout) as string[] };
}

export async function askJava({ targets, rootsFile }: Asked): Promise<RealClient> {
  const command = process.env["JAVA"] ?? "java";
  const { code, stdout, stderr } = await runClient(command, [join(PROGRAMS, "Ask.java"), rootsFile], targets.map(({ host, port }) => `${host} ${String(port)}\n`).join(""));
  if (code !== 0) throw new NotRun(`Java does not run Ask.java: ${stderr.slice(0, 300)}`);
  return { id: "java", version: stderr.split("\n")[0] ?? "", answers: stdout.split("\n").slice(0, targets.length) };
}

export async function askPython({ targets, rootsFile }: Asked): Promise<RealClient> {
  const { code, stdout, stderr } = await runClient(process.env["PYTHON"] ?? "/usr/bin/python3", [join(PROGRAMS, "ask.py"), rootsFile], JSON.stringify(targets));
  if (code !== 0) throw new NotRun(`Python does not run ask.py: ${stderr.slice(0, 300)}`);
  return { id: "python", version: stderr.split("\n")[0] ?? "", answers: JSON.parse(stdout) as string[] };
}

/** Programs of npm, each run by a few lines beside this file in a process of its own. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "../until.ts";
import type { InterceptorProgram } from "./interceptor.ts";
import { npmPackage } from "./packages.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { startProgram } from "./running.ts";

const RUNNERS = join(dirname(fileURLToPath(import.meta.url)), "npm");
const PATIENCE = 60_000;

/** `label`: as for InterceptorProgram; `ca`: where in its folder the program, or what runs it, writes its CA. */
export function nodeProgram(name: string, label: string | null, ca: string): InterceptorProgram {
  return {
    name,
    label,
    get: async () => {
      const root = await npmPackage(name);
      return async ({ folder, upstreamProxy, originPort }) => {
        const port = await freePort();
        const stop = await startProgram({
          command: process.execPath, cwd: folder, env: { NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_OPTIONS: "", HOME: folder },
          args: [join(RUNNERS, name, "run.mjs"), root, folder, String(port), String(upstreamProxy), String(originPort)],
        }, port);
        const file = join(folder, ca);
        await until(() => existsSync(file) && readFileSync(file, "utf8").includes("END CERTIFICATE"), (there) => there, { patience: PATIENCE });
        return { port, takes: "proxy", rootPem: readFileSync(file, "utf8"), stop };
      };
    },
  };
}

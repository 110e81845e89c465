import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import type { InterceptorProgram } from "./interceptor.ts";
import { librariesOf } from "./libraries.ts";
import { debianPackage } from "./packages.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { startProgram } from "./running.ts";

const CA = "mitmproxy-ca-cert.pem";

/** Debian's mitmproxy, with the CA that it makes at its first start. */
export const MITMPROXY: InterceptorProgram = {
  name: "mitmproxy",
  label: "mitmproxy",
  get: async () => {
    const root = await debianPackage("mitmproxy");
    const inside = (path: string): string => existsSync(join(root, path)) ? join(root, path) : join("/", path);
    // Where this machine has no Python, it was unpacked with the rest.
    const python = [...readdirSync(join(root, "usr", "bin")), ""].find((name) => /^python3\.\d+$/.test(name));
    return async ({ folder, upstreamProxy }) => {
      const port = await freePort();
      const stop = await startProgram({
        command: python === undefined ? "/usr/bin/python3" : join(root, "usr", "bin", python), cwd: folder,
        args: [
          inside("usr/bin/mitmdump"), "--set", `confdir=${folder}`, "--mode", `upstream:http://127.0.0.1:${String(upstreamProxy)}`, "--ssl-insecure",
          "--listen-host", "127.0.0.1", "-p", String(port), "--quiet",
        ],
        env: { PYTHONPATH: join(root, "usr", "lib", "python3", "dist-packages"), PYTHONDONTWRITEBYTECODE: "", ...librariesOf(root) },
      }, port);
      await until(() => existsSync(join(folder, CA)), (there) => there);
      return { port, takes: "proxy", rootPem: readFileSync(join(folder, CA), "utf8"), stop };
    };
  },
};

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { InterceptorProgram } from "./interceptor.ts";
import { librariesOf } from "./libraries.ts";
import { writeOwnCa } from "./own-ca.ts";
import { debianPackage } from "./packages.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { startProgram } from "./running.ts";

/** Debian's sslsplit, to which connections are led as a router leads them. */
export const SSLSPLIT: InterceptorProgram = {
  name: "sslsplit",
  label: null,
  needsSmallHello: true,
  get: async () => {
    const root = await debianPackage("sslsplit");
    const program = existsSync(join(root, "usr", "bin", "sslsplit")) ? join(root, "usr", "bin", "sslsplit") : "/usr/bin/sslsplit";
    return async ({ folder, originPort }) => {
      const port = await freePort();
      const { rootPem, certificate, key } = await writeOwnCa(folder, [{ type: "O", value: "Example Corp" }, { type: "CN", value: "Corp Gateway CA" }]);
      const stop = await startProgram({
        command: program, cwd: folder, env: librariesOf(root),
        args: ["-D", "-u", process.getuid?.() === 0 ? "root" : "", "-k", key, "-c", certificate, "https", "127.0.0.1", String(port), "127.0.0.1", String(originPort)].filter((each, index, all) => each !== "" && !(each === "-u" && all[index + 1] === "")),
      }, port);
      return { port, takes: "tls", rootPem, stop };
    };
  },
};

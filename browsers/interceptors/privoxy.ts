import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InterceptorProgram } from "./interceptor.ts";
import { librariesOf } from "./libraries.ts";
import { writeOwnCa } from "./own-ca.ts";
import { debianPackage } from "./packages.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { startProgram } from "./running.ts";

/** Debian's privoxy with inspection of https. */
export const PRIVOXY: InterceptorProgram = {
  name: "privoxy",
  label: null,
  get: async () => {
    const root = await debianPackage("privoxy");
    const inside = (path: string): string => existsSync(join(root, path)) ? join(root, path) : join("/", path);
    return async ({ folder, upstreamProxy }) => {
      const port = await freePort();
      const { rootPem } = await writeOwnCa(folder, [{ type: "CN", value: "myca" }]);
      mkdirSync(join(folder, "certificates"));
      writeFileSync(join(folder, "inspect.action"), "{+https-inspection +ignore-certificate-errors}\n/\n");
      writeFileSync(join(folder, "config"), [
        `confdir ${folder}`, `logdir ${folder}`, `templdir ${inside("etc/privoxy/templates")}`, "actionsfile inspect.action", `listen-address 127.0.0.1:${String(port)}`, `forward / 127.0.0.1:${String(upstreamProxy)}`,
        `ca-directory ${folder}`, "ca-cert-file ca.pem", "ca-key-file ca-key.pem", `certificate-directory ${join(folder, "certificates")}`, `trusted-cas-file ${join(folder, "ca.pem")}`, "",
      ].join("\n"));
      const stop = await startProgram({ command: inside("usr/sbin/privoxy"), args: ["--no-daemon", join(folder, "config")], cwd: folder, env: librariesOf(root) }, port);
      return { port, takes: "proxy", rootPem, stop };
    };
  },
};

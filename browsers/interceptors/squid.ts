import { chmodSync, cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "../process/run.ts";
import type { InterceptorProgram } from "./interceptor.ts";
import { librariesOf } from "./libraries.ts";
import { writeOwnCa } from "./own-ca.ts";
import { debianPackage } from "./packages.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { startProgram } from "./running.ts";

/** Started as root squid goes on as nobody, who must get at all of it, wherever this project lies. Gives the copy. */
function copied(from: string, to: string): string {
  cpSync(from, to, { recursive: true, filter: (path) => !path.includes("perl") });
  return to;
}

/** Debian's squid with ssl-bump, under a CA as a company names its own. */
export const SQUID: InterceptorProgram = {
  name: "squid",
  label: null,
  get: async () => {
    const unpacked = await debianPackage("squid-openssl");
    return async ({ folder, upstreamProxy }) => {
      const port = await freePort();
      const root = process.getuid?.() === 0 ? copied(unpacked, join(folder, "program")) : unpacked;
      const inside = (path: string): string => existsSync(join(root, path)) ? join(root, path) : join("/", path);
      const certificates = inside("usr/lib/squid/security_file_certgen");
      const { rootPem, both } = await writeOwnCa(folder, [{ type: "O", value: "Example Corp" }, { type: "CN", value: "Corp Gateway CA" }]);
      const store = join(folder, "certificates");
      const made = await runQuietly(certificates, ["-c", "-s", store, "-M", "4MB"], { env: { ...process.env, ...librariesOf(root) } });
      if (made.status !== 0) throw new Error(`squid's store of certificates could not be made: ${made.output}`);
      // Started as root it goes on as nobody, who must get at all of this; the folder above it is the caller's to open.
      for (const path of [folder, store, join(store, "certs")]) chmodSync(path, 0o777);
      for (const path of [both, join(store, "index.txt"), join(store, "size")]) chmodSync(path, 0o666);
      const settings = join(folder, "squid.conf");
      writeFileSync(settings, [
        `http_port 127.0.0.1:${String(port)} ssl-bump tls-cert=${both} generate-host-certificates=on dynamic_cert_mem_cache_size=4MB`,
        `sslcrtd_program ${certificates} -s ${store} -M 4MB`, "sslcrtd_children 1 startup=1",
        "acl step1 at_step SslBump1", "ssl_bump peek step1", "ssl_bump bump all", "http_access allow all",
        "tls_outgoing_options flags=DONT_VERIFY_PEER", "sslproxy_cert_error allow all",
        `cache_peer 127.0.0.1 parent ${String(upstreamProxy)} 0 no-query no-digest`, "never_direct allow all", "cache deny all",
        `mime_table ${inside("usr/share/squid/mime.conf")}`, `icon_directory ${inside("usr/share/squid/icons")}`, `error_directory ${inside("usr/share/squid/errors/templates")}`,
        `unlinkd_program ${inside("usr/lib/squid/unlinkd")}`, `pid_filename ${join(folder, "pid")}`, `coredump_dir ${folder}`, `cache_log ${join(folder, "cache.log")}`, "access_log none", "netdb_filename none", "pinger_enable off",
        "cache_effective_user nobody", "shutdown_lifetime 0 seconds", "",
      ].join("\n"));
      const stop = await startProgram({ command: inside("usr/sbin/squid"), args: ["-N", "-f", settings], cwd: folder, env: librariesOf(root) }, port);
      return { port, takes: "proxy", rootPem, stop };
    };
  },
};

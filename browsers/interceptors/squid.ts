import { chownSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withinReach } from "../process/passable-folder.ts";
import { runQuietly } from "../process/run.ts";
import type { InterceptorProgram } from "./interceptor.ts";
import { librariesOf } from "./libraries.ts";
import { writeOwnCa } from "./own-ca.ts";
import { debianPackage } from "./packages.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { startProgram } from "./running.ts";

/** Whom squid goes on as where it is started as root, which it refuses to stay. */
const USER = "nobody";

/** Gives that user what squid reads and writes, so that it need not be everybody's. Throws where there is no such user. */
async function handOver(paths: readonly string[]): Promise<void> {
  const { status, output } = await runQuietly("id", ["-u", USER]);
  if (status !== 0) throw new Error(`squid has nobody to go on as: ${output}`);
  for (const path of paths) chownSync(path, Number(output), -1);
}

/** Debian's squid with ssl-bump, under a CA as a company names its own. */
export const SQUID: InterceptorProgram = {
  name: "squid",
  label: null,
  get: async () => {
    const unpacked = await debianPackage("squid-openssl");
    return async ({ folder, upstreamProxy }) => {
      const port = await freePort();
      const isRoot = process.getuid?.() === 0;
      const root = isRoot ? withinReach(unpacked, join(folder, "program")) : unpacked;
      const inside = (path: string): string => existsSync(join(root, path)) ? join(root, path) : join("/", path);
      const certificates = inside("usr/lib/squid/security_file_certgen");
      const { rootPem, both } = await writeOwnCa(folder, [{ type: "O", value: "Example Corp" }, { type: "CN", value: "Corp Gateway CA" }]);
      const store = join(folder, "certificates");
      const made = await runQuietly(certificates, ["-c", "-s", store, "-M", "4MB"], { env: { ...process.env, ...librariesOf(root) } });
      if (made.status !== 0) throw new Error(`squid's store of certificates could not be made: ${made.output}`);
      if (isRoot) await handOver([folder, both, store, ...readdirSync(store).map((name) => join(store, name))]);
      const settings = join(folder, "squid.conf");
      writeFileSync(settings, [
        `http_port 127.0.0.1:${String(port)} ssl-bump tls-cert=${both} generate-host-certificates=on dynamic_cert_mem_cache_size=4MB`,
        `sslcrtd_program ${certificates} -s ${store} -M 4MB`, "sslcrtd_children 1 startup=1",
        "acl step1 at_step SslBump1", "ssl_bump peek step1", "ssl_bump bump all", "http_access allow all",
        "tls_outgoing_options flags=DONT_VERIFY_PEER", "sslproxy_cert_error allow all",
        `cache_peer 127.0.0.1 parent ${String(upstreamProxy)} 0 no-query no-digest`, "never_direct allow all", "cache deny all",
        `mime_table ${inside("usr/share/squid/mime.conf")}`, `icon_directory ${inside("usr/share/squid/icons")}`, `error_directory ${inside("usr/share/squid/errors/templates")}`,
        `unlinkd_program ${inside("usr/lib/squid/unlinkd")}`, `pid_filename ${join(folder, "pid")}`, `coredump_dir ${folder}`, `cache_log ${join(folder, "cache.log")}`, "access_log none", "netdb_filename none", "pinger_enable off",
        `cache_effective_user ${USER}`, "shutdown_lifetime 0 seconds", "",
      ].join("\n"));
      const stop = await startProgram({ command: inside("usr/sbin/squid"), args: ["-N", "-f", settings], cwd: folder, env: librariesOf(root) }, port);
      return { port, takes: "proxy", rootPem, stop };
    };
  },
};

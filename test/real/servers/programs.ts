/** Real servers: the packages of Debian's that they come in, and how they are set up with a certificate on free ports of loopback. */
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ProgramUnavailable, unpackedProgram, withLibraries } from "./packages.ts";
import { withinReach } from "../../../browsers/process/passable-folder.ts";
import { freePort } from "../../../lab/servers/ports.ts";
import { runProgramOn, type ProgramToRun } from "./running.ts";

/** PEM files. */
export interface ServerFiles {
  certificate: string;
  key: string;
  both: string;
}

/** A way to reach the server. */
export interface Entrance {
  port: number;
  /** As --starttls has it. */
  startTls?: string;
  /** What openssl s_client and sslscan call it; absent: they do not know it. */
  openssl?: string;
  sslscan?: string;
}

export interface RealServer {
  name: string;
  packages: readonly string[];
  /** It exchanges keys in finite fields where a client offers a group of RFC 7919 alone, which sslscan does not do before TLS 1.3, and not with all of them in it. */
  wantsNamedPrimes?: true;
  /** Why it cannot run here; undefined: it can. */
  unavailable?: () => string | undefined;
  start: (root: string, folder: string, files: ServerFiles) => Promise<{ entrances: Entrance[]; stop: () => Promise<void> }>;
}

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
/** Users of Postfix's own, whom proot shows it in a copy of the machine's lists. */
const OWNER = 9105;
const DROP = 9106;
const needsRoot = (): string | undefined => isRoot ? undefined : "it runs as root alone";

async function started(program: ProgramToRun, entrances: Entrance[]): Promise<{ entrances: Entrance[]; stop: () => Promise<void> }> {
  const { stop } = await runProgramOn(program, entrances.map(({ port }) => port));
  return { entrances, stop };
}

function written(folder: string, name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** Gives what is in a folder to the user that a server runs as. */
function given(folder: string, uid: number): void {
  chownSync(folder, uid, uid);
  for (const name of readdirSync(folder)) chownSync(join(folder, name), uid, uid);
}

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

export const REAL_SERVERS: readonly RealServer[] = [
  {
    name: "nginx", packages: ["nginx"],
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      const conf = written(folder, "nginx.conf", [
        `pid ${folder}/pid; error_log stderr; daemon off; worker_processes 1; events {}`,
        `http { access_log off; ${TEMPORARY.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ")}`,
        `server { listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key}; ssl_prefer_server_ciphers on; return 200; } }`,
      ]);
      return started({ command: join(root, "usr/sbin/nginx"), args: ["-p", folder, "-c", conf, "-e", "stderr"], env: withLibraries(root), cwd: folder }, [{ port, openssl: "", sslscan: "" }]);
    },
  },
  {
    name: "apache", packages: ["apache2-bin"],
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      const conf = written(folder, "apache.conf", [
        `ServerRoot ${folder}`, "PidFile pid", "ErrorLog error.log", "ServerName localhost", `Mutex file:${folder}`, `Listen 127.0.0.1:${port}`,
        ...["mpm_event", "authz_core", "ssl"].map((module) => `LoadModule ${module}_module ${root}/usr/lib/apache2/modules/mod_${module}.so`),
        "SSLEngine on", `SSLCertificateFile ${certificate}`, `SSLCertificateKeyFile ${key}`, "SSLProtocol all",
      ]);
      return started({ command: join(root, "usr/sbin/apache2"), args: ["-f", conf, "-DFOREGROUND"], env: withLibraries(root), cwd: folder }, [{ port, openssl: "", sslscan: "" }]);
    },
  },
  {
    name: "haproxy", packages: ["haproxy"],
    start: async (root, folder, { both }) => {
      const port = await freePort();
      const conf = written(folder, "haproxy.cfg", [
        "defaults", " mode http", " timeout client 5s", " timeout server 5s", " timeout connect 5s",
        "frontend tls", ` bind 127.0.0.1:${port} ssl crt ${both}`, " http-request return status 200",
      ]);
      return started({ command: join(root, "usr/sbin/haproxy"), args: ["-db", "-f", conf], env: withLibraries(root), cwd: folder }, [{ port, openssl: "", sslscan: "" }]);
    },
  },
  {
    name: "dovecot", packages: ["dovecot-core", "dovecot-imapd", "dovecot-pop3d", "dovecot-lmtpd", "dovecot-managesieved", "proot"],
    unavailable: needsRoot,
    start: async (root, folder, { certificate, key }) => {
      const [imap, imaps, pop3, sieve, lmtp] = [await freePort(), await freePort(), await freePort(), await freePort(), await freePort()];
      const listener = (name: string, port: number): string[] => [`  inet_listener ${name} {`, "    address = 127.0.0.1", `    port = ${port}`, "  }"];
      const conf = written(folder, "dovecot.conf", [
        `base_dir = ${folder}/base`, `state_dir = ${folder}/state`, `log_path = ${folder}/log`, "protocols = imap pop3 lmtp sieve", "listen = 127.0.0.1",
        "default_internal_user = root", "default_internal_group = root", "default_login_user = nobody", "import_environment = LD_LIBRARY_PATH",
        "ssl = yes", `ssl_cert = <${certificate}`, `ssl_key = <${key}`, "passdb {", "  driver = static", "  args = password=none", "}",
        "service imap-login {", "  chroot =", ...listener("imap", imap), ...listener("imaps", imaps), "}",
        "service pop3-login {", "  chroot =", ...listener("pop3", pop3), ...listener("pop3s", 0), "}",
        "service managesieve-login {", "  chroot =", ...listener("sieve", sieve), "}", "service lmtp {", ...listener("lmtp", lmtp), "}",
        "service anvil {", "  chroot =", "}", "auth_mechanisms = plain", "service stats {", "  chroot =", "}",
      ]);
      // It looks for its parts at fixed paths, which proot shows it.
      const shown = ["usr/lib/dovecot", "usr/share/dovecot", "usr/bin/doveconf", "usr/sbin/dovecot"].flatMap((path) => ["-b", `${join(root, path)}:/${path}`]);
      return started({
        command: join(root, "usr/bin/proot"), args: [...shown, "/usr/sbin/dovecot", "-F", "-c", conf], env: withLibraries(root, join(root, "usr/lib/dovecot")), cwd: folder,
      }, [
        { port: imaps, openssl: "", sslscan: "" }, { port: imap, startTls: "imap", openssl: "imap", sslscan: "imap" }, { port: pop3, startTls: "pop3", openssl: "pop3", sslscan: "pop3" },
        { port: sieve, startTls: "sieve", openssl: "sieve" }, { port: lmtp, startTls: "lmtp", openssl: "lmtp" },
      ]);
    },
  },
  {
    name: "postfix", packages: ["postfix", "proot"],
    unavailable: needsRoot,
    start: async (root, folder, { certificate, key }) => {
      const [smtp, smtps] = [await freePort(), await freePort()];
      const [settings, queue, data] = ["settings", "queue", "data"].map((name) => join(folder, name)) as [string, string, string];
      for (const each of [settings, queue, data]) mkdirSync(each);
      const queues = ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "public", "saved", "trace", "maildrop", "pid"];
      for (const name of queues) mkdirSync(join(queue, name));
      for (const each of [data, ...queues.filter((name) => name !== "pid").map((name) => join(queue, name))]) chownSync(each, OWNER, ["public", "maildrop"].some((name) => each.endsWith(name)) ? DROP : OWNER);
      const passwd = written(folder, "passwd", [readFileSync("/etc/passwd", "utf8").trimEnd(), `postfix:x:${OWNER}:${OWNER}::/nonexistent:/usr/sbin/nologin`]);
      const group = written(folder, "group", [readFileSync("/etc/group", "utf8").trimEnd(), `postfix:x:${OWNER}:`, `postdrop:x:${DROP}:`]);
      written(settings, "dynamicmaps.cf", []);
      written(settings, "main.cf", [
        "compatibility_level = 3.6", `queue_directory = ${queue}`, `data_directory = ${data}`, "command_directory = /usr/sbin", "daemon_directory = /usr/lib/postfix/sbin", "shlib_directory = /usr/lib/postfix",
        `meta_directory = ${settings}`, "mail_owner = postfix", "setgid_group = postdrop", "inet_interfaces = 127.0.0.1", "myhostname = real.test", "mydestination =", "alias_maps =", "local_recipient_maps =",
        `smtpd_tls_cert_file = ${certificate}`, `smtpd_tls_key_file = ${key}`, "smtpd_tls_security_level = may", "smtpd_relay_restrictions = reject", "smtpd_peername_lookup = no", `maillog_file = ${folder}/log`, `maillog_file_prefixes = ${folder}`,
      ]);
      written(settings, "master.cf", [
        `127.0.0.1:${smtp} inet n - n - - smtpd`, `127.0.0.1:${smtps} inet n - n - - smtpd`, "  -o smtpd_tls_wrappermode=yes", "tlsmgr unix - - n 1000? 1 tlsmgr", "anvil unix - - n - 1 anvil",
        "rewrite unix - - n - - trivial-rewrite", "proxymap unix - - n - - proxymap", "postlog unix-dgram n - n - 1 postlogd",
      ]);
      const shown = [[join(root, "usr/lib/postfix"), "/usr/lib/postfix"], [passwd, "/etc/passwd"], [group, "/etc/group"], [settings, "/etc/postfix"]].flatMap(([from = "", to = ""]) => ["-b", `${from}:${to}`]);
      return started({
        command: join(root, "usr/bin/proot"), args: [...shown, "/usr/lib/postfix/sbin/master", "-d", "-c", settings], env: withLibraries(root, join(root, "usr/lib/postfix")), cwd: folder,
      }, [{ port: smtps, openssl: "", sslscan: "" }, { port: smtp, startTls: "smtp", openssl: "smtp", sslscan: "smtp" }]);
    },
  },
  {
    name: "vsftpd", packages: ["vsftpd"],
    unavailable: needsRoot,
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      mkdirSync(join(folder, "empty"));
      const conf = written(folder, "vsftpd.conf", [
        "listen=YES", "listen_address=127.0.0.1", `listen_port=${port}`, "background=NO", "anonymous_enable=NO", "local_enable=YES", "ssl_enable=YES",
        `rsa_cert_file=${certificate}`, `rsa_private_key_file=${key}`, "nopriv_user=nobody", `secure_chroot_dir=${folder}/empty`, "seccomp_sandbox=NO",
      ]);
      return started({ command: join(root, "usr/sbin/vsftpd"), args: [conf], env: withLibraries(root), cwd: folder }, [{ port, startTls: "ftp", openssl: "ftp", sslscan: "ftp" }]);
    },
  },
  {
    // GnuTLS.
    name: "slapd", packages: ["slapd"], wantsNamedPrimes: true,
    start: async (root, folder, { certificate, key }) => {
      const [plain, tls] = [await freePort(), await freePort()];
      const conf = written(folder, "slapd.conf", [`pidfile ${folder}/pid`, `TLSCertificateFile ${certificate}`, `TLSCertificateKeyFile ${key}`]);
      return started({
        command: join(root, "usr/sbin/slapd"), args: ["-f", conf, "-h", `ldap://127.0.0.1:${plain} ldaps://127.0.0.1:${tls}`, "-d", "0"], env: withLibraries(root), cwd: folder,
      }, [{ port: tls, openssl: "", sslscan: "" }, { port: plain, startTls: "ldap", openssl: "ldap", sslscan: "ldap" }]);
    },
  },
  {
    name: "prosody", packages: ["prosody"],
    start: async (root, folder, { certificate, key }) => {
      const [client, server] = [await freePort(), await freePort()];
      const modules = readdirSync(join(root, "usr/lib")).find((name) => name.endsWith("-linux-gnu")) ?? "";
      const ssl = `ssl = { certificate = "${certificate}"; key = "${key}" }`;
      const conf = written(folder, "prosody.cfg.lua", [
        "run_as_root = true", `pidfile = "${folder}/pid"`, `data_path = "${folder}"`, `log = { error = "${folder}/log" }`, `plugin_paths = { "${root}/usr/lib/prosody/modules" }`,
        `c2s_ports = { ${client} }`, `s2s_ports = { ${server} }`, 'c2s_interfaces = { "127.0.0.1" }', 's2s_interfaces = { "127.0.0.1" }',
        'modules_enabled = { "tls", "saslauth", "s2s", "c2s" }', ssl, 'VirtualHost "real.test"', ssl,
      ]);
      const paths = {
        PROSODY_CFGDIR: folder, PROSODY_DATADIR: folder,
        LUA_PATH: `${root}/usr/lib/prosody/?.lua;${root}/usr/share/lua/5.4/?.lua;${root}/usr/share/lua/5.4/?/init.lua;;`,
        LUA_CPATH: `${root}/usr/lib/prosody/?.so;${root}/usr/lib/${modules}/lua/5.4/?.so;;`,
      };
      return started({
        command: join(root, "usr/bin/lua5.4"), args: [join(root, "usr/bin/prosody"), "--config", conf, "-F"], env: { ...withLibraries(root), ...paths }, cwd: folder,
      }, [{ port: client, startTls: "xmpp", openssl: "xmpp" }, { port: server, startTls: "xmpp-server", openssl: "xmpp-server" }]);
    },
  },
  {
    name: "postgresql", packages: ["postgresql-15"],
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      const programs = join(root, "usr/lib/postgresql/15/bin");
      const data = join(folder, "data");
      const env = withLibraries(root);
      if (isRoot) given(folder, NOBODY);
      const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
      execFileSync(join(programs, "initdb"), ["-D", data, "--no-sync", "-U", "test"], { env, cwd: folder, stdio: "ignore", ...user });
      return started({
        command: join(programs, "postgres"), env, cwd: folder, ...(isRoot ? { uid: NOBODY } : {}),
        args: ["-D", data, "-p", String(port), ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "ssl=on", `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`].flatMap((setting) => ["-c", setting])],
      }, [{ port, startTls: "postgres", openssl: "postgres", sslscan: "psql" }]);
    },
  },
  {
    name: "mariadb", packages: ["mariadb-server"],
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      const data = join(folder, "data");
      mkdirSync(data);
      const share = join(root, "usr/share/mysql");
      return started({
        command: join(root, "usr/sbin/mariadbd"), env: withLibraries(root), cwd: folder,
        args: [
          "--no-defaults", ...(isRoot ? ["--user=root"] : []), `--datadir=${data}`, "--skip-grant-tables", "--bind-address=127.0.0.1", `--port=${port}`, `--socket=${folder}/socket`, `--ssl-cert=${certificate}`, `--ssl-key=${key}`,
          `--lc-messages-dir=${share}`, `--character-sets-dir=${share}/charsets`, `--plugin-dir=${root}/usr/lib/mysql/plugin`,
        ],
      }, [{ port, startTls: "mysql", openssl: "mysql", sslscan: "mysql" }]);
    },
  },
  {
    name: "inspircd", packages: ["inspircd"],
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      const conf = written(folder, "inspircd.conf", [
        '<server name="irc.real.test" description="test" id="1AA" network="test">', '<admin name="a" nick="a" email="a@real.test">', `<bind address="127.0.0.1" port="${port}" type="clients">`,
        `<path configdir="${folder}" moduledir="${root}/usr/lib/inspircd/modules" datadir="${folder}" logdir="${folder}" runtimedir="${folder}">`, '<connect allow="*" timeout="60">',
        '<module name="ssl_gnutls">', '<module name="starttls">', `<sslprofile name="tls" provider="gnutls" certfile="${certificate}" keyfile="${key}">`, '<starttls sslprofile="tls">', `<pid file="${folder}/pid">`,
      ]);
      // OpenSSL's client stumbles over the notices that greet.
      return started({ command: join(root, "usr/sbin/inspircd"), args: [`--config=${conf}`, "--nofork", ...(isRoot ? ["--runasroot"] : [])], env: withLibraries(root), cwd: folder }, [{ port, startTls: "irc" }]);
    },
  },
  {
    name: "mosquitto", packages: ["mosquitto"],
    start: async (root, folder, { certificate, key }) => {
      const port = await freePort();
      const conf = written(folder, "mosquitto.conf", [`listener ${port} 127.0.0.1`, `certfile ${certificate}`, `keyfile ${key}`, "allow_anonymous true", ...(isRoot ? ["user root"] : [])]);
      return started({ command: join(root, "usr/sbin/mosquitto"), args: ["-c", conf], env: withLibraries(root), cwd: folder }, [{ port, startTls: "mqtt", openssl: "", sslscan: "" }]);
    },
  },
];

/** Starts one, with a folder of its own. @throws ProgramUnavailable */
export async function startRealServer({ name, packages, unavailable, start }: RealServer, folder: string, certificate: string, key: string): Promise<{ entrances: Entrance[]; stop: () => Promise<void> }> {
  const reason = unavailable?.();
  if (reason !== undefined) throw new ProgramUnavailable(reason);
  const unpacked = await unpackedProgram(name, packages);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  // Some of those that are started as root go on as somebody else.
  const root = isRoot ? withinReach(unpacked, `${folder}-program`) : unpacked;
  const files = { certificate: written(folder, "chain.pem", [certificate]), key: written(folder, "key.pem", [key]), both: written(folder, "both.pem", [certificate, key]) };
  for (const file of [files.key, files.both]) chmodSync(file, 0o600);
  return start(root, folder, files);
}

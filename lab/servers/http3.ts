/**
 * HTTP/3 by Caddy, since no Node speaks it (npm's builds of Node 26 come without node:quic). Caddy ends the TLS of
 * QUIC and of TCP on one port number, and asks an http server of this process for the pages.
 */
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { opensslGroups } from "./openssl.ts";
import { freePort, listens } from "./ports.ts";

export interface Http3Host {
  host: string;
  /** PEM, in the order to be sent. */
  chain: string;
  /** PEM. */
  key: string;
  groups: readonly string[];
}

export interface Http3Server {
  /** TCP and UDP. */
  port: number;
  close(): Promise<void>;
}

/** Why HTTP/3 cannot be served here; undefined where it can. */
export function whyNoHttp3(): string | undefined {
  const { status } = spawnSync("caddy", ["version"], { stdio: "ignore" });
  return status === 0 ? undefined : "HTTP/3 is served by Caddy, which is not installed (Debian's package caddy).";
}

/** Milliseconds that Caddy gets to answer on its port. */
const START_TIMEOUT = 10_000;

/**
 * Reads the configuration as one line, gives it to Caddy, and ends Caddy and its folder when the pipe closes: that is,
 * however this process ends.
 */
const GUARD = `IFS= read -r config
printf %s "$config" | caddy run --config - &
caddy=$!
cat >/dev/null
kill "$caddy"
wait "$caddy"
rm -rf "$XDG_DATA_HOME"`;

/** `upstream`: TCP port on the loopback address of the http server that has the pages. */
export async function startHttp3(hosts: readonly Http3Host[], upstream: number): Promise<Http3Server> {
  const port = await freePort();
  // Caddy wants a home; keys and certificates go through the pipe and are written nowhere.
  const home = await mkdtemp(join(tmpdir(), "tlscope-caddy-"));
  const guard = spawn("sh", ["-c", GUARD], {
    stdio: ["pipe", "ignore", "pipe"],
    // A process group of its own, out of reach of the terminal's Ctrl-C.
    detached: true,
    env: { ...process.env, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
  });
  let log = "";
  guard.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-4000);
  });
  // The guard may be gone before it has read all: that shows as no answer on the port.
  guard.stdin.on("error", () => undefined);
  guard.stdin.write(`${JSON.stringify(configuration(hosts, port, upstream))}\n`);

  const close = async () => {
    if (guard.exitCode === null && guard.signalCode === null) {
      const exited = once(guard, "exit");
      guard.stdin.end();
      await exited;
    }
    await rm(home, { recursive: true, force: true });
  };
  if (await answers(port, guard)) return { port, close };
  await close();
  throw new Error(`Caddy did not answer on port ${port} within ${START_TIMEOUT / 1000} s. It wrote:\n${log}`);
}

function configuration(hosts: readonly Http3Host[], port: number, upstream: number): object {
  return {
    admin: { disabled: true, config: { persist: false } },
    logging: { logs: { default: { level: "ERROR" } } },
    apps: {
      tls: { certificates: { load_pem: hosts.map(({ host, chain, key }) => ({ certificate: chain, key, tags: [host] })) } },
      http: {
        servers: {
          http3: {
            listen: [`127.0.0.1:${port}`],
            protocols: ["h1", "h2", "h3"],
            automatic_https: { disable: true },
            tls_connection_policies: hosts.map(({ host, groups }) => ({
              match: { sni: [host] },
              // By tag, since a certificate may be for other names than its host's.
              certificate_selection: { any_tag: [host] },
              curves: groups.map(caddyCurve), protocol_min: "tls1.3",
            })),
            routes: [{ handle: [{ handler: "reverse_proxy", upstreams: [{ dial: `127.0.0.1:${upstream}` }] }] }],
          },
        },
      },
    },
  };
}

/** Caddy's names: "x25519", "p256", "p384". */
function caddyCurve(group: string): string {
  return opensslGroups([group]).toLowerCase().replace("-", "");
}

async function answers(port: number, guard: ChildProcess): Promise<boolean> {
  const end = performance.now() + START_TIMEOUT;
  while (performance.now() < end && guard.exitCode === null) {
    if (await listens(port)) return true;
    await delay(50);
  }
  return false;
}

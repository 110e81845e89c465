/** What a browser must be told to reach the lab. Trusting the lab's roots is a matter of the profile: see browsers/. */
import type { Lab } from "./lab.ts";

type Reachable = Pick<Lab, "hosts" | "cases" | "http3Port">;

/** Firefox preferences, by name. */
export function firefoxPreferences(lab: Reachable): Record<string, string | number | boolean> {
  const preferences: Record<string, string | number | boolean> = {
    "network.dns.localDomains": lab.hosts.join(","),
    // DNS over HTTPS off by choice: names of the lab exist on this machine alone.
    "network.trr.mode": 5,
    "network.proxy.type": 0,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
  };
  if (lab.http3Port !== undefined) {
    const mappings = http3Hosts(lab).map((host) => `${host};h3=:${lab.http3Port ?? 0}`);
    preferences["network.http.http3.alt-svc-mapping-for-testing"] = mappings.join(",");
    // A root that somebody added, such as ours, otherwise switches HTTP/3 off.
    preferences["network.http.http3.disable_when_third_party_roots_found"] = false;
    // On a busy machine Firefox would give up on QUIC and take TCP. Milliseconds.
    preferences["network.http.http3.backup_timer_delay"] = 20_000;
  }
  return preferences;
}

/** Command-line arguments for Chromium. */
export function chromiumArguments(lab: Reachable): string[] {
  const quic = http3Hosts(lab).map((host) => `${host}:${lab.http3Port ?? 0}`);
  return [
    `--host-resolver-rules=${lab.hosts.map((host) => `MAP ${host} 127.0.0.1`).join(", ")}`,
    ...(lab.http3Port === undefined ? [] : ["--enable-quic", `--origin-to-force-quic-on=${quic.join(",")}`]),
  ];
}

function http3Hosts({ cases }: Reachable): string[] {
  return cases.flatMap(({ host, server }) => (server.kind === "tls" && server.alpn.includes("h3") ? [host] : []));
}

// sslscan: a server that takes suites with a pre-shared key alone has none, by sslscan's list, in any version; the versions
// themselves it calls enabled. `openssl s_client` with the key speaks all three. Whoever reads the empty list takes the server
// for one that nobody can speak to.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { folder, hold, opensslVersion, openssl, unpack, run } from "./finding.mjs";

const sslscan = `${unpack("sslscan=2.0.7-1+b1")}/usr/bin/sslscan`;
console.log(opensslVersion());

const taken = createServer().listen(0, "127.0.0.1");
await once(taken, "listening");
const { port } = taken.address();
taken.close();
await once(taken, "close");
const SUITES = "PSK:DHEPSK:ECDHEPSK:@SECLEVEL=0";
const KEY = ["-psk", "00112233445566778899aabbccddeeff", "-psk_identity", "somebody", "-cipher", SUITES];
const server = spawn("openssl", ["s_server", "-accept", `127.0.0.1:${port}`, "-nocert", "-no_tls1_3", ...KEY], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
await once(server.stdout, "data");
try {
  for (const [version, option] of [["TLS 1.0", "-tls1"], ["TLS 1.1", "-tls1_1"], ["TLS 1.2", "-tls1_2"]]) {
    hold(`openssl s_client, ${version}`, /Cipher *: (\S*PSK\S*)/.exec(openssl("s_client", "-connect", `127.0.0.1:${port}`, option, ...KEY).output)?.[1] !== undefined, true);
  }
  const [, versions = "", suites = ""] = /SSL\/TLS Protocols:\n([^]*?)\n\n[^]*Supported Server Cipher\(s\):\n([^]*?)\n\n/.exec(`${run(sslscan, "--no-colour", `127.0.0.1:${port}`).output}\n\n`) ?? [];
  hold("sslscan, versions that are enabled", versions.split("\n").filter((line) => line.endsWith("enabled")).map((line) => line.split(/\s/)[0]), ["TLSv1.0", "TLSv1.1", "TLSv1.2"]);
  hold("sslscan, suites", suites.split("\n").filter((line) => /^(?:Accepted|Preferred)/.test(line)), []);
  hold("sslscan, all that stands under “Supported Server Cipher(s)”", suites.trim(), "Certificate information cannot be retrieved.");
} finally {
  server.kill();
}

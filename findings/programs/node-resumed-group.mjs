// Node: getEphemeralKeyInfo gives the key exchange, and, its documentation says, an empty object if that is not ephemeral. A resumed handshake of
// TLS 1.2 exchanges no keys (RFC 5246 section 7.3). Node 26 names the group of the first handshake all the same, under another type and another
// name, also to a client that does not offer that group at all. Node 20 gives the empty object.
import { hold, makeCertificate, opensslVersion } from "./finding.mjs";
import { runInNode26 } from "./pinned-node.mjs";

console.log(`The certificate is made by ${opensslVersion()}`);
makeCertificate("host", "localhost", "subjectAltName=DNS:localhost");
const { node, first, resumed } = runInNode26("node-resumed-group-handshakes.mjs");
hold("Node", node, "v26.10.0");
hold("groups X25519 and P-256 offered, a full handshake", first, { protocol: "TLSv1.2", resumed: false, key: { type: "ECDH", name: "X25519", size: 253 } });
hold("P-256 alone offered, resumed", resumed, { protocol: "TLSv1.2", resumed: true, key: { type: "TLSGroup", name: "x25519" } });

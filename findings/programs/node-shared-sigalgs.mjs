// Node: getSharedSigalgs lists the signature algorithms that both peers take, as pairs of a key's kind and a hash, which is how TLS 1.2 began. In
// TLS 1.3 each is a code point with a name (RFC 8446 section 4.2.3): rsa_pss_rsae_sha256 and rsa_pss_pss_sha256 are for different keys, and so
// are ecdsa_secp256r1_sha256 and that of the Brainpool curve (RFC 8734), but each two come out alike. Those that have no hash to choose end in
// "+UNDEF", which the option sigalgs refuses, although it takes the names of TLS 1.3 and such pairs.
import { hold, makeCertificate, opensslVersion } from "./finding.mjs";
import { runInNode26 } from "./pinned-node.mjs";

console.log(`The certificate is made by ${opensslVersion()}`);
makeCertificate("host", "localhost", "subjectAltName=DNS:localhost");
const { node, protocol, shared, refused } = runInNode26("node-shared-sigalgs-handshake.mjs");
hold("Node and the version of TLS", [node, protocol], ["v26.10.0", "TLSv1.3"]);
hold("offered ecdsa_secp256r1_sha256, ecdsa_brainpoolP256r1tls13_sha256, rsa_pss_rsae_sha256, rsa_pss_pss_sha256, ed25519 and mldsa65; shared, sorted", shared, [
  "ECDSA+SHA256", "ECDSA+SHA256", "Ed25519+UNDEF", "RSA-PSS+SHA256", "RSA-PSS+SHA256", "id-ml-dsa-65+UNDEF",
]);
hold("of these, refused as sigalgs", refused, ["Ed25519+UNDEF", "id-ml-dsa-65+UNDEF"]);

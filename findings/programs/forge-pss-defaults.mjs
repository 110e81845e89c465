// RSASSA-PSS: hash, mask and salt length have defaults (SHA-1, MGF1 with SHA-1, 20 bytes), and DER leaves out what is at its default (RFC 4055
// section 3.1, X.690 11.5). node-forge reads no certificate in which the hash or the mask is left out. Where the salt length is, it reads it and
// verifies the signature, but writes the length into the outer of the two algorithm fields: the certificate that it gives back has other bytes
// and is no longer one whose signature verifies.
import { X509Certificate } from "node:crypto";
import { hold, install, openssl, opensslVersion, read } from "./finding.mjs";

const require = install("node-forge@1.4.3");
const forge = require("node-forge");
console.log(`${opensslVersion()}; Node ${process.version}`);

openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "host.key");
const REFUSED = "Cannot read RSASSA-PSS parameter block.";
for (const [mask, salt, outcome] of [["sha256", 32, ["the same", true]], ["sha256", 20, ["5 bytes more", false]], ["sha1", 32, REFUSED]]) {
  const name = `SHA-256, MGF1 with ${mask}, a salt of ${salt} bytes`;
  openssl("req", "-x509", "-new", "-key", "host.key", "-subj", "/CN=host.test", "-days", "30", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", `rsa_pss_saltlen:${salt}`, "-sigopt", `rsa_mgf1_md:${mask}`, "-out", "host.pem");
  const before = new X509Certificate(read("host.pem"));
  hold(`${name}: Node, verified`, before.verify(before.publicKey), true);
  hold(`${name}: node-forge, read and written again`, again(before), outcome);
}

/** How its bytes differ after node-forge read and wrote it, and whether the signature still verifies; or what node-forge said. */
function again(before) {
  let certificate;
  try {
    certificate = forge.pki.certificateFromPem(read("host.pem"));
  } catch (error) {
    return error.message;
  }
  if (!certificate.verify(certificate)) return "not verified";
  const after = new X509Certificate(forge.pki.certificateToPem(certificate));
  return [before.raw.equals(after.raw) ? "the same" : `${after.raw.length - before.raw.length} bytes more`, after.verify(before.publicKey)];
}

// A host with an underscore, as many internal ones have, and a certificate for a wildcard: OpenSSL's X509_check_host lets a wildcard
// stand for letters, digits and hyphens alone, and so do Node's X509Certificate.checkHost, Python and `openssl s_client`.
// tls.checkServerIdentity, which decides whether Node connects, says yes, as curl and browsers do. With the name itself in the
// certificate all say yes.
import { X509Certificate } from "node:crypto";
import { checkServerIdentity } from "node:tls";
import { hold, makeCertificate, openssl, opensslVersion } from "./finding.mjs";

console.log(`${opensslVersion()}; Node ${process.version} with OpenSSL ${process.versions.openssl}`);
const HOST = "my_host.intranet.test";
for (const [name, byOpenssl] of [["*.intranet.test", false], [HOST, true]]) {
  const certificate = new X509Certificate(makeCertificate("host", "intranet.test", `subjectAltName=DNS:${name}`));
  hold(`${name}: openssl -checkhost`, openssl("x509", "-in", "host.pem", "-noout", "-checkhost", HOST).output.endsWith("does match certificate"), byOpenssl);
  hold(`${name}: X509Certificate.checkHost`, certificate.checkHost(HOST) !== undefined, byOpenssl);
  hold(`${name}: tls.checkServerIdentity`, checkServerIdentity(HOST, certificate.toLegacyObject()) === undefined, true);
}

// openssl x509: -checkend tells by its exit status, -checkhost and -checkip only by a sentence. A script that writes
// "openssl x509 -checkhost NAME && deploy" deploys whatever the name is.
import { hold, makeCertificate, openssl, opensslVersion } from "./finding.mjs";

console.log(opensslVersion());
makeCertificate("host", "host.test", "subjectAltName=DNS:host.test,IP:192.0.2.1");
const check = (...args) => {
  const { status, output } = openssl("x509", "-in", "host.pem", "-noout", ...args);
  return [status, output];
};
hold("-checkhost host.test", check("-checkhost", "host.test"), [0, "Hostname host.test does match certificate"]);
hold("-checkhost wrong.test", check("-checkhost", "wrong.test"), [0, "Hostname wrong.test does NOT match certificate"]);
hold("-checkip 192.0.2.9", check("-checkip", "192.0.2.9"), [0, "IP 192.0.2.9 does NOT match certificate"]);
hold("-checkend of 31 days", check("-checkend", String(31 * 86_400)), [1, "Certificate will expire"]);

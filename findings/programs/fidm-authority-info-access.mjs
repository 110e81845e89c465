// @fidm/x509: authorityInfoAccess is a list in any order, and each item says by its method what it is (RFC 5280 section 4.2.2.1).
// Certificate.ocspServer is the first item's address and issuingCertificateURL the second's, whatever the methods are: right where OCSP
// comes first, swapped where it comes second, and wrong where there is no OCSP at all, as in certificates of CAs that have given it up.
import { X509Certificate } from "node:crypto";
import { hold, install, makeCertificate, opensslVersion } from "./finding.mjs";

const require = install("@fidm/x509@1.2.1");
const { Certificate } = require("@fidm/x509");
console.log(opensslVersion());

const OCSP = "OCSP;URI:http://pki.test/ocsp";
const ISSUER = "caIssuers;URI:http://pki.test/ca.crt";
for (const [items, node, fidm] of [
  [[OCSP, ISSUER], "OCSP - URI:http://pki.test/ocsp\nCA Issuers - URI:http://pki.test/ca.crt", ["http://pki.test/ocsp", "http://pki.test/ca.crt"]],
  [[ISSUER, OCSP], "CA Issuers - URI:http://pki.test/ca.crt\nOCSP - URI:http://pki.test/ocsp", ["http://pki.test/ca.crt", "http://pki.test/ocsp"]],
  [[ISSUER], "CA Issuers - URI:http://pki.test/ca.crt", ["http://pki.test/ca.crt", ""]],
]) {
  const pem = makeCertificate("host", "host.test", `authorityInfoAccess=${items.join(",")}`);
  hold("Node's infoAccess", new X509Certificate(pem).infoAccess.trim(), node);
  const { ocspServer, issuingCertificateURL } = Certificate.fromPEM(Buffer.from(pem));
  hold("@fidm/x509, ocspServer and issuingCertificateURL", [ocspServer, issuingCertificateURL], fidm);
}

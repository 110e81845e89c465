// UTCTime has two digits for the year: 50 to 99 are those of 1900, 00 to 49 those of 2000 (RFC 5280 section 4.1.2.5.1). sshpk takes one year
// from the century where it means a hundred, so that roots of the nineties begin in the 2090s. asn1.js, and with it asn1.js-rfc5280, parts the
// centuries at 70.
import { X509Certificate } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { folder, hold, install, makeCertificate, openssl, opensslVersion, read, write } from "./finding.mjs";

const require = install("sshpk@1.18.0", "asn1.js@5.4.1", "asn1.js-rfc5280@3.0.0");
const sshpk = require("sshpk");
const rfc5280 = require("asn1.js-rfc5280");
console.log(opensslVersion());

makeCertificate("key", "root.test");
openssl("req", "-new", "-key", "key.key", "-subj", "/CN=root.test", "-out", "request.pem");
mkdirSync(join(folder, "new"));
write("index.txt", "");
write("ca.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=new\nunique_subject=no\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n");
const day = (date) => new Date(date).toISOString().slice(0, 10);
for (const [notBefore, right, bySshpk, byAsn1] of [
  ["980901120000Z", "1998-09-01", "2097-09-01", "1998-09-01"],
  ["680901120000Z", "1968-09-01", "2067-09-01", "2068-09-01"],
]) {
  openssl("ca", "-batch", "-config", "ca.cnf", "-selfsign", "-keyfile", "key.key", "-in", "request.pem", "-out", "old.pem", "-notext", "-startdate", notBefore, "-enddate", "280128120000Z");
  const { raw, validFrom } = new X509Certificate(read("old.pem"));
  hold(`Node, valid from ${notBefore}`, day(validFrom), right);
  hold("sshpk", day(sshpk.parseCertificate(read("old.pem"), "pem").validFrom), bySshpk);
  hold("asn1.js-rfc5280", day(rfc5280.Certificate.decode(raw, "der").tbsCertificate.validity.notBefore.value), byAsn1);
}

// A BMPString has two bytes for a character, the larger half first (X.690 8.23.8), and may stand in names (RFC 5280 section 4.1.2.4); older
// CAs on Windows write names so. sshpk reads it with the smaller half first: "Example" becomes seven Chinese characters, and a search for the
// common name finds nothing. @fidm/x509 gives the bytes where it gives a text for all other types.
import { X509Certificate } from "node:crypto";
import { hold, install, openssl, opensslVersion, read, write } from "./finding.mjs";

const require = install("sshpk@1.18.0", "@fidm/x509@1.2.1", "node-forge@1.4.3");
const sshpk = require("sshpk");
const fidm = require("@fidm/x509");
const forge = require("node-forge");
console.log(opensslVersion());

for (const [type, mask, bySshpk, byFidm] of [
  ["UTF8String", "utf8only", "host.test", "host.test"],
  ["BMPString", "MASK:0x800", "\u6800\u6f00\u7300\u7400\u2e00\u7400\u6500\u7300\u7400", { type: "Buffer", data: [0, 104, 0, 111, 0, 115, 0, 116, 0, 46, 0, 116, 0, 101, 0, 115, 0, 116] }],
]) {
  write("name.cnf", `[req]\ndistinguished_name=dn\nprompt=no\nstring_mask=${mask}\n[dn]\nCN=host.test\n`);
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", "name.cnf", "-keyout", "host.key", "-out", "host.pem");
  const pem = read("host.pem");
  hold(`${type}: Node`, new X509Certificate(pem).subject, "CN=host.test");
  hold(`${type}: node-forge`, forge.pki.certificateFromPem(pem).subject.getField("CN").value, "host.test");
  hold(`${type}: sshpk`, sshpk.parseCertificate(pem, "pem").subjects[0].cn, bySshpk);
  hold(`${type}: @fidm/x509`, fidm.Certificate.fromPEM(Buffer.from(pem)).subject.commonName, byFidm);
}

// A part of a distinguished name is a set, and may hold more than one attribute: "O=Example,OU=One+CN=host.test" (RFC 4514 section 2.2).
// sshpk reads the first of each set and leaves out the others, here the common name. pem, which parses the text that openssl prints, takes the
// plus sign and what comes after it for a part of the value.
import { X509Certificate } from "node:crypto";
import { promisify } from "node:util";
import { hold, install, openssl, opensslVersion, read, write } from "./finding.mjs";

const require = install("sshpk@1.18.0", "pem@1.14.8");
const sshpk = require("sshpk");
const pemPackage = require("pem");
console.log(opensslVersion());

write("name.cnf", "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nO=Example\nOU=One\n+CN=host.test\n");
openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-config", "name.cnf", "-keyout", "host.key", "-out", "host.pem");
const pem = read("host.pem");
hold("openssl", openssl("x509", "-in", "host.pem", "-noout", "-subject", "-nameopt", "RFC2253").output, "subject=CN=host.test+OU=One,O=Example");
hold("Node", new X509Certificate(pem).subject, "O=Example\nOU=One + CN=host.test");
const [subject] = sshpk.parseCertificate(pem, "pem").subjects;
hold("sshpk, the subject", subject.toString(), "O=Example, OU=One");
hold("sshpk, its common name", subject.cn ?? null, null);
const { organizationUnit, commonName } = await promisify(pemPackage.readCertificateInfo)(pem);
hold("pem, organizational unit and common name, without spaces", [organizationUnit, commonName.replaceAll(" ", "")], ["One", "host.test+OU=One"]);

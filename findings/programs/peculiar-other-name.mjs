// @peculiar/x509: a subject alternative name of the kind otherName (a Microsoft user principal name, say) is in the certificate and not in
// the list of names. Nothing says that one is missing. Node at least says "<unsupported>", and jsrsasign shows it.
import { X509Certificate } from "node:crypto";
import { hold, install, makeCertificate, opensslVersion } from "./finding.mjs";

const require = install("@peculiar/x509@2.2.0", "reflect-metadata@0.2.2", "jsrsasign@11.1.0");
require("reflect-metadata");
const { SubjectAlternativeNameExtension, X509Certificate: Peculiar } = require("@peculiar/x509");
const { X509 } = require("jsrsasign");
console.log(opensslVersion());

const pem = makeCertificate("user", "user.test", "subjectAltName=otherName:1.2.3.4;UTF8:hello,DNS:user.test");
hold("Node", new X509Certificate(pem).subjectAltName, "othername:<unsupported>, DNS:user.test");
hold("@peculiar/x509", new Peculiar(pem).getExtension(SubjectAlternativeNameExtension).names.toJSON(), [{ type: "dns", value: "user.test" }]);
const reader = new X509();
reader.readCertPEM(pem);
hold("jsrsasign", reader.getExtSubjectAltName().array, [{ other: { oid: "1.2.3.4", value: { utf8str: { str: "hello" } } } }, { dns: "user.test" }]);

// @peculiar/x509: OpenSSL's "TRUSTED CERTIFICATE" has trust settings after the certificate. Node's X509Certificate reads the certificate and
// leaves them out. @peculiar/x509 reads the file too, but takes all of it for the certificate: rawData has bytes that were never signed, and
// the thumbprint is that of no certificate.
import { X509Certificate } from "node:crypto";
import { hold, install, makeCertificate, openssl, opensslVersion, read } from "./finding.mjs";

const require = install("@peculiar/x509@2.2.0", "reflect-metadata@0.2.2");
require("reflect-metadata");
const x509 = require("@peculiar/x509");
console.log(opensslVersion());

const plain = makeCertificate("host", "host.test", "subjectAltName=DNS:host.test");
openssl("x509", "-in", "host.pem", "-addtrust", "serverAuth", "-setalias", "mine", "-out", "trusted.pem");
const trusted = read("trusted.pem");
hold("label", trusted.split("\n")[0], "-----BEGIN TRUSTED CERTIFICATE-----");

const extra = (small, large) => large.byteLength - small.byteLength;
hold("Node, more bytes than the certificate has", extra(new X509Certificate(plain).raw, new X509Certificate(trusted).raw), 0);
const ours = new x509.X509Certificate(plain);
const theirs = new x509.X509Certificate(trusted);
hold("@peculiar/x509, the same subject", theirs.subject === ours.subject, true);
hold("@peculiar/x509, more bytes than the certificate has", extra(ours.rawData, theirs.rawData) > 0, true);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
hold("@peculiar/x509, the same SHA-256 thumbprint", hex(await theirs.getThumbprint("SHA-256")) === hex(await ours.getThumbprint("SHA-256")), false);
hold("@peculiar/x509, the signature still verifies", await theirs.verify({ signatureOnly: true }), true);

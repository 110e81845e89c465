// GeneralizedTime has four digits for the year, so a certificate can be valid from 0001-01-01 (one of zlint's test certificates is). JavaScript
// moves it, in two directions. Node gives OpenSSL's text, in which the year is "1": Date.parse takes that for 2001. @peculiar/x509 hands the
// year to Date's constructor, which takes years below 100 for those of 1900. Both make a certificate that begins long ago begin another day.
import { X509Certificate } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { folder, hold, install, makeCertificate, openssl, opensslVersion, read, write } from "./finding.mjs";

const require = install("@peculiar/x509@2.2.0", "reflect-metadata@0.2.2");
require("reflect-metadata");
const peculiar = require("@peculiar/x509");

console.log(`Node ${process.version}; the certificate is made by ${opensslVersion()}`);
makeCertificate("key", "host.test");
openssl("req", "-new", "-key", "key.key", "-subj", "/CN=host.test", "-out", "request.pem");
mkdirSync(join(folder, "new"));
write("index.txt", "");
write("ca.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=new\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n");
openssl("ca", "-batch", "-config", "ca.cnf", "-selfsign", "-keyfile", "key.key", "-in", "request.pem", "-out", "old.pem", "-notext", "-startdate", "00010101000000Z", "-enddate", "20400101000000Z");

hold("openssl's own text", openssl("x509", "-in", "old.pem", "-noout", "-startdate").output, "notBefore=Jan  1 00:00:00 1 GMT");
const node = new X509Certificate(read("old.pem"));
hold("Node's validFrom", node.validFrom, "Jan  1 00:00:00 1 GMT");
hold("the same by Date.parse", new Date(node.validFrom).toISOString(), "2001-01-01T00:00:00.000Z");
hold("@peculiar/x509's notBefore", new peculiar.X509Certificate(read("old.pem")).notBefore.toISOString(), "1901-01-01T00:00:00.000Z");

// jsrsasign: given a PEM text with two certificates, as every server's chain file is, readCertPEM reads the last one. Node and
// @peculiar/x509 read the first. All three read one and say nothing of the other.
import { X509Certificate } from "node:crypto";
import { hold, install, makeCertificate, opensslVersion } from "./finding.mjs";

const require = install("jsrsasign@11.1.0", "@peculiar/x509@2.2.0", "reflect-metadata@0.2.2");
require("reflect-metadata");
const { X509 } = require("jsrsasign");
const { X509Certificate: Peculiar } = require("@peculiar/x509");
console.log(opensslVersion());

const both = makeCertificate("first", "first.test") + makeCertificate("second", "second.test");
hold("Node", new X509Certificate(both).subject, "CN=first.test");
hold("@peculiar/x509", new Peculiar(both).subject, "CN=first.test");
const reader = new X509();
reader.readCertPEM(both);
hold("jsrsasign", reader.getSubjectString(), "/CN=second.test");

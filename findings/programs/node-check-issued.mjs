// Node: X509Certificate.checkIssued compares names and, where there are any, key identifiers; it verifies no signature. For a leaf without
// an authority key identifier, every CA of the right name "issued" it. verify() tells them apart.
import { X509Certificate } from "node:crypto";
import { hold, makeCertificate, openssl, opensslVersion, read } from "./finding.mjs";

console.log(`Node ${process.version}; the certificates are made by ${opensslVersion()}`);
const CA = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"];
const signer = new X509Certificate(makeCertificate("signer", "Example CA", ...CA));
const namesake = new X509Certificate(makeCertificate("namesake", "Example CA", ...CA));
openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=leaf.test", "-keyout", "leaf.key", "-out", "leaf.csr");
openssl("x509", "-req", "-in", "leaf.csr", "-CA", "signer.pem", "-CAkey", "signer.key", "-set_serial", "1", "-days", "10", "-out", "leaf.pem");
const leaf = new X509Certificate(read("leaf.pem"));
hold("the CA that signed: checkIssued, verify", [leaf.checkIssued(signer), leaf.verify(signer.publicKey)], [true, true]);
hold("another CA of the same name: checkIssued, verify", [leaf.checkIssued(namesake), leaf.verify(namesake.publicKey)], [true, false]);

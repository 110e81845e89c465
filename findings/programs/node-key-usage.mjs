// Node: X509Certificate.keyUsage is named after one extension and holds another. It gives the OIDs of extKeyUsage (what the certificate
// is for); what the key may do (the extension keyUsage) is in no property. Whoever looks there for "keyCertSign" finds nothing, on any certificate.
import { X509Certificate } from "node:crypto";
import { hold, makeCertificate, opensslVersion } from "./finding.mjs";

console.log(`Node ${process.version}; the certificate is made by ${opensslVersion()}`);
const both = new X509Certificate(makeCertificate("both", "host.test", "keyUsage=critical,digitalSignature", "extendedKeyUsage=serverAuth,clientAuth"));
const plain = new X509Certificate(makeCertificate("plain", "host.test", "keyUsage=critical,digitalSignature"));
hold("keyUsage of a certificate with digitalSignature, serverAuth and clientAuth", both.keyUsage, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
hold("keyUsage of a certificate with digitalSignature alone", plain.keyUsage ?? null, null);

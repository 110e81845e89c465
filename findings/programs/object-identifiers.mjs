// An arc of an object identifier has no upper bound. The first two share a number, 40 times the first plus the second, which takes as many bytes
// as it needs, since below 2 there may be 999 (X.690 8.19.4). 2.999 is registered for examples; whoever has no arc of their own takes a UUID
// below 2.25 (X.667), which has 128 bits. OpenSSL and @lapo/asn1js write both as they are. jsrsasign and @fidm/x509 part the first byte alone;
// asn1.js parts the whole number, but lets the first arc be 26, and counts in 32 bits; asn1js, and so pkijs, writes the septets of a long arc
// in braces, which it does not read back.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folder, hold, install, makeCertificate, openssl, opensslVersion } from "./finding.mjs";

const require = install("jsrsasign@11.1.5", "@fidm/x509@1.2.1", "asn1.js@5.4.1", "asn1js@4.0.0", "pkijs@4.0.0", "@lapo/asn1js@2.1.3");
const { X509 } = require("jsrsasign");
const fidm = require("@fidm/x509");
const asn1 = require("asn1.js");
const asn1js = require("asn1js");
const pkijs = require("pkijs");
const { ASN1: Lapo } = require("@lapo/asn1js");
console.log(opensslVersion());

const EXAMPLE = "2.999.1";
const UUID = "2.25.329800735698586629295641978511506172918";
const pem = makeCertificate("policies", "host.test", `certificatePolicies=${EXAMPLE},${UUID}`, `subjectAltName=RID:${EXAMPLE}`);
hold("openssl", openssl("x509", "-in", "policies.pem", "-noout", "-ext", "certificatePolicies").output.match(/\d[\d.]{4,}$/gm), [EXAMPLE, UUID]);

const reader = new X509();
reader.readCertPEM(pem);
hold("jsrsasign", reader.getExtCertificatePolicies().array.map(({ policyoid }) => policyoid), ["3.16.55.1", UUID]);
hold("@fidm/x509, the registered ID", fidm.Certificate.fromPEM(Buffer.from(pem)).getExtension("subjectAltName").altNames[0].oid, "3.16.55.1");
const { extensions } = pkijs.Certificate.fromBER(new X509Certificate(pem).raw);
const { certificatePolicies } = extensions.find(({ extnID }) => extnID === "2.5.29.32").parsedValue;
const inBraces = "2.25.{03701d276b4f5e604721273240140c48795776}";
hold("pkijs", certificatePolicies.map(({ policyIdentifier }) => policyIdentifier), [EXAMPLE, inBraces]);
hold("asn1js, given its own text again", new asn1js.ObjectIdentifier({ value: inBraces }).getValue(), "2.25");

const Identifier = asn1.define("Identifier", function () { this.objid(); });
for (const [oid, byAsn1] of [[EXAMPLE, "26.39.1"], [UUID, "2.25.-920753162"]]) {
  openssl("asn1parse", "-genstr", `OID:${oid}`, "-noout", "-out", "oid.der");
  const der = readFileSync(join(folder, "oid.der"));
  hold(`@lapo/asn1js, ${oid}`, Lapo.decode(der).content(), oid);
  hold(`asn1.js, ${oid}`, Identifier.decode(der, "der").join("."), byAsn1);
}

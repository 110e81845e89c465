// pkijs: a CRL distribution point may have a name relative to that of the CRL's issuer, a set of attributes under the tag [1] (RFC 5280 section
// 4.2.1.13). The reader of pkijs asks for sets in a sequence there, and then gives no distribution point at all, not even those with an address:
// the list is empty, as if the certificate named no CRL, and that something went wrong stands only in parsingError.
import { X509Certificate } from "node:crypto";
import { hold, install, makeCertificate, openssl, opensslVersion } from "./finding.mjs";

const require = install("pkijs@4.0.0", "@peculiar/x509@2.2.0", "reflect-metadata@0.2.2");
require("reflect-metadata");
const { Certificate } = require("pkijs");
const peculiar = require("@peculiar/x509");
console.log(opensslVersion());

const NAMED = ["[named]", "fullname=URI:http://pki.test/7.crl"];
const RELATIVE = ["[relative]", "relativename=part", "CRLissuer=dirName:issuer", "[issuer]", "O=Example CRLs", "[part]", "CN=CRL 7"];
for (const [points, number, byPkijs] of [["named", 1, 1], ["named,relative", 2, 0]]) {
  const pem = makeCertificate("host", "host.test", `crlDistributionPoints=${points}`, ...NAMED, ...RELATIVE);
  const { output } = openssl("x509", "-in", "host.pem", "-noout", "-ext", "crlDistributionPoints");
  hold(`${points}: openssl, points`, output.match(/(?:Full|Relative) Name:/g).length, number);
  hold(`${points}: @peculiar/x509, points`, new peculiar.X509Certificate(pem).getExtension("2.5.29.31").distributionPoints.length, number);
  const { parsedValue } = Certificate.fromBER(new X509Certificate(pem).raw).extensions.find(({ extnID }) => extnID === "2.5.29.31");
  hold(`${points}: pkijs, points`, parsedValue.distributionPoints.length, byPkijs);
}

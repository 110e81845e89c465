// jsrsasign: an OCSP request may ask about several certificates at once (RFC 6960 section 4.1.1), and OCSPParser.getRequestList is there to read
// them. It reads a list of one. With two, it takes the first for the whole list and throws. The responses to both it reads.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folder, hold, install, makeCertificate, openssl, opensslVersion } from "./finding.mjs";

const require = install("jsrsasign@11.1.5", "pkijs@4.0.0");
const { KJUR } = require("jsrsasign");
const { OCSPRequest } = require("pkijs");
console.log(opensslVersion());

makeCertificate("ca", "Example CA", "basicConstraints=critical,CA:TRUE");
for (const [serials, outcome] of [[["05"], ["05"]], [["05", "06"], "too short ASN.1 value"]]) {
  openssl("ocsp", "-issuer", "ca.pem", ...serials.flatMap((serial) => ["-serial", `0x${serial}`]), "-no_nonce", "-reqout", "request.der");
  const der = readFileSync(join(folder, "request.der"));
  const { requestList } = OCSPRequest.fromBER(der).tbsRequest;
  hold(`${serials.length} asked about: pkijs`, requestList.map(({ reqCert }) => `0${reqCert.serialNumber.valueBlock.valueDec}`), serials);
  hold(`${serials.length} asked about: jsrsasign`, serialsBy(der), outcome);
}

/** The serial numbers in a request by jsrsasign, or what it said. */
function serialsBy(der) {
  try {
    return new KJUR.asn1.ocsp.OCSPParser().getOCSPRequest(der.toString("hex")).array.map(({ sbjsn }) => sbjsn);
  } catch (error) {
    return typeof error === "string" ? error : error.message;
  }
}

// pkijs: a certificate's SCTs are a list of byte strings, each after its length (RFC 6962 section 3.3). SignedCertificateTimestampList reads them.
// What its toSchema gives of the same list has three thousand bytes: all of the buffer that each SCT was written into, the unused part with it.
// The lengths before the SCTs do not count these zeros, so that nothing after the first SCT is found again, and pkijs refuses its own list.
import { X509Certificate } from "node:crypto";
import { hold, install, makeCertificate, openssl, opensslVersion } from "./finding.mjs";

const require = install("pkijs@4.0.0");
const { Certificate, SignedCertificateTimestampList } = require("pkijs");
console.log(opensslVersion());

const withLength = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
/** A version 1 SCT: log, milliseconds, no extensions, and a signature by ECDSA with SHA-256 (r = 1, s = 2). */
function sct(log, time) {
  const milliseconds = Buffer.alloc(8);
  milliseconds.writeBigUInt64BE(BigInt(time));
  return withLength(Buffer.concat([Buffer.from([0]), Buffer.alloc(32, log), milliseconds, Buffer.from([0, 0, 4, 3]), withLength(Buffer.from("3006020101020102", "hex"))]));
}
const list = withLength(Buffer.concat([sct(0xaa, 1_700_000_000_123), sct(0xbb, 1_700_000_000_456)]));
const octets = Buffer.concat([Buffer.from([4, list.length]), list]);

const pem = makeCertificate("host", "host.test", `1.3.6.1.4.1.11129.2.4.2=DER:${octets.toString("hex")}`);
const { output } = openssl("x509", "-in", "host.pem", "-noout", "-ext", "ct_precert_scts");
hold("openssl", output.match(/(?<=Timestamp : ).*/g), ["Nov 14 22:13:20.123 2023 GMT", "Nov 14 22:13:20.456 2023 GMT"]);
const { parsedValue } = Certificate.fromBER(new X509Certificate(pem).raw).extensions.find(({ extnID }) => extnID === "1.3.6.1.4.1.11129.2.4.2");
hold("pkijs", parsedValue.timestamps.map(({ timestamp }) => timestamp), ["2023-11-14T22:13:20.123Z", "2023-11-14T22:13:20.456Z"]);

const written = Buffer.from(parsedValue.toSchema().toBER());
hold("bytes in the certificate, and as pkijs writes them", [octets.length, written.length], [118, 3010]);
hold("zeros among these", written.filter((byte) => byte === 0).length > 2500, true);
hold("pkijs, of its own list", readAgain(), "Cannot create 'SignedCertificateTimestampList' from ASN.1 object");

/** The number of SCTs in what pkijs wrote, or what it said. */
function readAgain() {
  try {
    return SignedCertificateTimestampList.fromBER(written).timestamps.length;
  } catch (error) {
    return error.message;
  }
}

import "reflect-metadata";
import * as x509 from "@peculiar/x509";

/** A leaf as public CAs issue them: RSA 2048 or P-256, ten extensions, four names, two SCTs. DER. */
export async function makeLeaf(key: "RSA" | "EC"): Promise<Uint8Array> {
  const algorithm = key === "RSA"
    ? { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
    : { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const leafKeys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const issuerKeys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: "04a1b2c3d4e5f60718293a4b5c6d7e8f9012",
    subject: "C=NL, O=Example Stichting, CN=www.example.test",
    issuer: "C=US, O=Bench Authority, CN=Bench Intermediate R10",
    notBefore: new Date("2026-10-01T00:00:00Z"),
    notAfter: new Date("2026-12-30T23:59:59Z"),
    publicKey: leafKeys.publicKey,
    signingKey: issuerKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]),
      new x509.BasicConstraintsExtension(false, undefined, true),
      await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuerKeys.publicKey),
      new x509.AuthorityInfoAccessExtension({ ocsp: "http://r10.o.bench.test/", caIssuers: "http://r10.i.bench.test/" }),
      new x509.SubjectAlternativeNameExtension(["www.example.test", "example.test", "api.example.test", "static.example.test"].map((value) => ({ type: "dns" as const, value }))),
      new x509.CertificatePolicyExtension(["2.23.140.1.2.2"]),
      new x509.CRLDistributionPointsExtension(["http://r10.c.bench.test/42.crl"]),
      new x509.Extension("1.3.6.1.4.1.11129.2.4.2", false, sctList(2)),
    ],
  });
  return new Uint8Array(certificate.rawData);
}

/** An SCT list within its OCTET STRING; the signatures are of no key. */
function sctList(count: number): Uint8Array<ArrayBuffer> {
  const sct = [0, ...Array.from({ length: 32 }, (_, i) => i * 7 & 0xff), 0, 0, 1, 0x99, 0x11, 0x22, 0x33, 0x44, 0, 0, 4, 3, 0, 71, ...Array.from({ length: 71 }, (_, i) => i)];
  const list = Array.from({ length: count }, () => [sct.length >> 8, sct.length & 0xff, ...sct]).flat();
  const body = [list.length >> 8, list.length & 0xff, ...list];
  return Uint8Array.from([0x04, 0x81, body.length, ...body]);
}

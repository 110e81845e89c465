import { ACCESS_METHOD, EXTENSION } from "../../../../../src/core/x509/oids.ts";
import { TRUE, ascii, attribute, bytes, certificate, extension, hex, oid, printable, sequence, set, tlv, utf8 } from "./der.ts";

const directory = tlv(0xa4, sequence(set(attribute("2.5.4.10", utf8("Directory")))));
const uri = (text: string): Uint8Array => tlv(0x86, ascii(text));
const dns = (text: string): Uint8Array => tlv(0x82, ascii(text));

/** Every kind of GeneralName. */
export const ALL_NAMES = bytes(
  tlv(0xa0, oid("1.3.6.1.4.1.311.20.2.3"), tlv(0xa0, utf8("user@rich.test"))), tlv(0x81, ascii("mail@rich.test")), dns("rich.test"),
  tlv(0xa3, hex("3000")), directory, tlv(0xa5, tlv(0xa1, utf8("edi"))), uri("https://rich.test/"), tlv(0x87, 192, 0, 2, 1),
  tlv(0x87, hex("20010db8000000000000000000000001")), tlv(0x88, hex("2a0304")),
);

function sct(seed: number): Uint8Array {
  const body = bytes(0, new Uint8Array(32).fill(seed), hex("0000019911223344"), hex("0002abcd"), 4, 3, hex("0004"), hex("3002aabb"));
  return bytes(0, body.length, body);
}

const scts = bytes(sct(1), sct(2));

/** The values of EXTENSIONS below by OID, each as RFC 5280 (or its own RFC) has it and with every optional field. */
export const EXTENSION_VALUES: Readonly<Record<string, Uint8Array>> = {
  [EXTENSION.subjectDirectoryAttributes]: sequence(sequence(oid("1.3.6.1.5.5.7.9.4"), set(printable("NL")))),
  [EXTENSION.subjectKeyIdentifier]: tlv(0x04, hex("0102030405060708090a0b0c0d0e0f1011121314")),
  [EXTENSION.keyUsage]: hex("0303078680"),
  [EXTENSION.subjectAltName]: sequence(ALL_NAMES),
  [EXTENSION.issuerAltName]: sequence(uri("https://issuer.test/"), dns("issuer.test")),
  [EXTENSION.basicConstraints]: hex("30060101ff020103"),
  [EXTENSION.nameConstraints]: sequence(
    tlv(0xa0, sequence(dns(".rich.test")), sequence(tlv(0x87, hex("c0000200ffffff00"))), sequence(directory), sequence(tlv(0x81, ascii("rich.test")))),
    tlv(0xa1, sequence(tlv(0x87, new Uint8Array(32)), tlv(0x80, 1), tlv(0x81, 2)), sequence(uri(".bad.test"))),
  ),
  [EXTENSION.cRLDistributionPoints]: sequence(
    sequence(tlv(0xa0, tlv(0xa0, uri("http://crl.test/1")))),
    sequence(tlv(0xa0, tlv(0xa1, attribute("2.5.4.3", utf8("relative")))), tlv(0x81, hex("0560")), tlv(0xa2, directory)),
  ),
  [EXTENSION.certificatePolicies]: sequence(
    sequence(oid("2.23.140.1.2.1")),
    sequence(oid("1.2.3.4"), sequence(
      sequence(oid("1.3.6.1.5.5.7.2.1"), tlv(0x16, ascii("https://cps.test/"))),
      sequence(oid("1.3.6.1.5.5.7.2.2"), sequence(sequence(utf8("Organization"), sequence(hex("020101"), hex("020102"))), utf8("A notice"))),
      sequence(oid("1.2.3.5"), sequence(hex("0101ff"), hex("0500"))),
    )),
  ),
  [EXTENSION.policyMappings]: sequence(sequence(oid("1.2.3.4"), oid("1.2.3.5"))),
  [EXTENSION.authorityKeyIdentifier]: sequence(tlv(0x80, hex("a1a2a3a4")), tlv(0xa1, directory), tlv(0x82, hex("1234"))),
  [EXTENSION.policyConstraints]: sequence(tlv(0x80, 0), tlv(0x81, 2)),
  [EXTENSION.extKeyUsage]: sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2"), oid("1.2.3.4.5")),
  [EXTENSION.freshestCRL]: sequence(sequence(tlv(0xa0, tlv(0xa0, uri("http://crl.test/delta"))))),
  [EXTENSION.inhibitAnyPolicy]: hex("020104"),
  [EXTENSION.authorityInfoAccess]: sequence(
    sequence(oid(ACCESS_METHOD.ocsp), uri("http://ocsp.test/")), sequence(oid(ACCESS_METHOD.caIssuers), uri("http://ca.test/ca.cer")),
  ),
  [EXTENSION.subjectInfoAccess]: sequence(sequence(oid(ACCESS_METHOD.caRepository), uri("rsync://repository.test/"))),
  [EXTENSION.tlsFeature]: hex("30060201050201 11"),
  [EXTENSION.signedCertificateTimestampList]: tlv(0x04, bytes(0, scts.length, scts)),
  [EXTENSION.precertificatePoison]: hex("0500"),
  "1.2.3.4.5.6": hex("deadbeef"),
};

const CRITICAL: ReadonlySet<string> = new Set([EXTENSION.basicConstraints, EXTENSION.keyUsage, EXTENSION.nameConstraints, EXTENSION.precertificatePoison]);

/** Every string type, a multi-valued part, an attribute without a name and a value that is no string. */
export const RICH_NAME = sequence(
  set(attribute("2.5.4.6", printable("NL"))),
  set(attribute("2.5.4.11", tlv(0x14, hex("4afc7267656e20"))), attribute("2.5.4.10", tlv(0x1e, hex("00520069006300680020002b")))),
  set(attribute("1.2.840.113549.1.9.1", tlv(0x16, ascii("rich@rich.test")))),
  set(attribute("2.5.4.5", tlv(0x12, ascii("0123 456")))),
  set(attribute("2.5.4.12", tlv(0x1a, ascii("Visible!")))),
  set(attribute("2.5.4.4", tlv(0x1c, hex("0001f600")))),
  set(attribute("1.2.3.4.5", utf8("unnamed"))),
  set(attribute("2.5.4.45", hex("030206c0"))),
  set(attribute("2.5.4.3", utf8("Ünïcode, \"quoted\" ☺"))),
);

const PSS = sequence(oid("1.2.840.113549.1.1.10"), sequence(
  tlv(0xa0, sequence(oid("2.16.840.1.101.3.4.2.1"), hex("0500"))),
  tlv(0xa1, sequence(oid("1.2.840.113549.1.1.8"), sequence(oid("2.16.840.1.101.3.4.2.1"), hex("0500")))),
  tlv(0xa2, hex("020120")),
));

const RSA_KEY = sequence(PSS, tlv(0x03, 0, sequence(tlv(0x02, 0, 0xc1, new Uint8Array(127).fill(0x5b)), hex("0203010001"))));

/** One certificate with all that a Certificate reads; without a fault. */
export function richCertificate(): Uint8Array {
  return certificate({
    issuer: RICH_NAME,
    subject: RICH_NAME,
    validity: sequence(tlv(0x17, ascii("491231235959Z")), tlv(0x18, ascii("20500101000000Z"))),
    publicKey: RSA_KEY,
    tbsSignatureAlgorithm: PSS,
    signatureAlgorithm: PSS,
    uniqueIds: [tlv(0x81, hex("00aabb")), tlv(0x82, hex("04ccd0"))],
    extensions: Object.entries(EXTENSION_VALUES).map(([type, value]) => extension(type, value, CRITICAL.has(type) ? TRUE : [])),
  });
}

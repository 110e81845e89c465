import type { ByteReader } from "./byte-reader.ts";
import { ByteReader as Reader } from "./byte-reader.ts";
import { WireError } from "./wire-error.ts";

/** ExtensionType (IANA "TLS ExtensionType Values") of what we read. */
export const TLS_EXTENSION = {
  serverName: 0, maxFragmentLength: 1, statusRequest: 5, supportedGroups: 10, alpn: 16, signedCertificateTimestamp: 18, padding: 21,
  extendedMasterSecret: 23, compressCertificate: 27, recordSizeLimit: 28, sessionTicket: 35, preSharedKey: 41, earlyData: 42, supportedVersions: 43, keyShare: 51,
  encryptedClientHello: 0xfe0d, renegotiationInfo: 0xff01,
} as const;

// Source: IANA "TLS ExtensionType Values", as of 2026-11-21: those that a server may send.
const NAMES: ReadonlyMap<number, string> = new Map([
  [0, "server_name"], [1, "max_fragment_length"], [4, "truncated_hmac"], [5, "status_request"], [10, "supported_groups"],
  [11, "ec_point_formats"], [13, "signature_algorithms"], [14, "use_srtp"], [15, "heartbeat"], [16, "application_layer_protocol_negotiation"],
  [17, "status_request_v2"], [18, "signed_certificate_timestamp"], [19, "client_certificate_type"], [20, "server_certificate_type"],
  [22, "encrypt_then_mac"], [23, "extended_master_secret"], [27, "compress_certificate"], [28, "record_size_limit"],
  [34, "delegated_credential"], [35, "session_ticket"], [41, "pre_shared_key"], [42, "early_data"], [43, "supported_versions"],
  [44, "cookie"], [47, "certificate_authorities"], [48, "oid_filters"], [50, "signature_algorithms_cert"], [51, "key_share"],
  [57, "quic_transport_parameters"], [0x3374, "next_protocol_negotiation"], [0x4469, "application_settings"],
  [0xfe0d, "encrypted_client_hello"], [0xff01, "renegotiation_info"],
]);

export interface TlsExtension {
  type: number;
  data: Uint8Array;
}

/** The extension's IANA name, or "extension_" and its number. */
export function extensionName(type: number): string {
  return NAMES.get(type) ?? `extension_${type}`;
}

/** A list of extensions, none twice (RFC 8446 section 4.2). @throws WireError */
export function readTlsExtensions(reader: ByteReader, what: string): TlsExtension[] {
  const list = new Reader(reader.vector(2), `the extensions of ${what}`);
  const extensions: TlsExtension[] = [];
  const seen = new Set<number>();
  while (list.left > 0) {
    const type = list.uint16();
    if (seen.has(type)) throw new WireError("bad-value", `${what} has the extension ${extensionName(type)} twice`);
    seen.add(type);
    extensions.push({ type, data: list.vector(2) });
  }
  return extensions;
}

/** The content of the extension of a type; undefined where it was not sent. */
export function extensionData(extensions: readonly TlsExtension[], type: number): Uint8Array | undefined {
  return extensions.find((extension) => extension.type === type)?.data;
}

/** The one protocol of a server's ALPN extension (RFC 7301 section 3.1). @throws WireError */
export function readAlpn(data: Uint8Array): string {
  const reader = new Reader(data, "the ALPN extension");
  const list = new Reader(reader.vector(2, 2), "the ALPN list");
  const name = list.vector(1, 1);
  list.end();
  reader.end();
  return latin1(name);
}

/** Each SerializedSCT of a signed_certificate_timestamp extension (RFC 6962 section 3.3). @throws WireError */
export function readTlsSctList(data: Uint8Array): Uint8Array[] {
  const reader = new Reader(data, "the SCT extension");
  const list = new Reader(reader.vector(2, 1), "the SCT list");
  reader.end();
  const scts: Uint8Array[] = [];
  while (list.left > 0) scts.push(list.vector(2, 1));
  return scts;
}

/** The OCSP response of a CertificateStatus (RFC 6066 section 8, RFC 8446 section 4.4.2.1). @throws WireError */
export function readCertificateStatus(data: Uint8Array): Uint8Array {
  const reader = new Reader(data, "the certificate status");
  const type = reader.uint8();
  if (type !== 1) throw new WireError("bad-value", `a certificate status of type ${type}, where only 1 (OCSP) is asked for`);
  const response = reader.vector(3, 1);
  reader.end();
  return response;
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

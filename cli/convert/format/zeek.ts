import { isIP } from "node:net";
import type { SparseRow } from "../../../src/core/fleet/columns.ts";
import { millisecondsOf } from "../../../src/core/fleet/row.ts";
import { formatAddress } from "../../../src/core/x509/summary.ts";
import type { StoredCertificate } from "../../../src/core/x509/certificate-store.ts";
import { jsonLine } from "../../json-line.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const zeekFormat: FormatKind = { judges: true, begin: zeek };

/**
 * Zeek's ssl.log and x509.log as JSON, a record a line; `_path` says which log a line belongs to, as Zeek's own streaming of JSON does.
 * Fields: https://docs.zeek.org/en/master/logs/ssl.html and x509.html.
 */
function zeek(sink: Sink): Promise<RowWriter> {
  return Promise.resolve({
    certificate: (row, stored) => sink.write(jsonLine(x509(row, stored))),
    connection: (row) => row.plain === 1 ? Promise.resolve() : sink.write(jsonLine(ssl(row))),
    end: () => Promise.resolve(),
  });
}

function ssl(row: SparseRow): object {
  return present({
    _path: "ssl", ts: secondsOf(row.time), uid: `C${row.id.slice(0, 17)}`,
    "id.resp_h": row.address, "id.resp_p": row.port,
    // Zeek writes "TLSv13"; QUIC's handshake is TLS's.
    version: row.tls_version?.replace(/^(SSL|TLS) (\d)\.(\d)$/, "$1v$2$3").replace("SSLv30", "SSLv3"),
    cipher: row.cipher_suite, curve: row.key_group,
    // No browser sends an address as a name (RFC 6066, section 3).
    server_name: isIP(row.host ?? "") === 0 ? row.host : undefined,
    resumed: row.resumed === 1 || row.resumed === 0 ? row.resumed === 1 : undefined, next_protocol: row.alpn,
    established: row.failure === undefined, cert_chain_fps: row.sent,
    validation_status: row.chain === "valid" ? "ok" : row.chain === "invalid" ? row.chain_errors?.join(" ") ?? "invalid" : undefined,
  });
}

function x509(row: SparseRow, stored: StoredCertificate): object {
  const names = stored.read(({ subjectAltNames }) => subjectAltNames) ?? [];
  const of = (type: "dns" | "uri" | "email"): string[] => names.flatMap((name) => name.type === type ? [name.value] : []);
  const constraints = stored.read(({ basicConstraints }) => basicConstraints);
  return present({
    _path: "x509", ts: secondsOf(row.time), fingerprint: stored.sha256,
    "certificate.version": stored.certificate?.version, "certificate.serial": row.serial?.toUpperCase(), "certificate.subject": row.subject, "certificate.issuer": row.issuer,
    "certificate.not_valid_before": secondsOf(row.not_before), "certificate.not_valid_after": secondsOf(row.not_after),
    "certificate.key_alg": stored.read(({ publicKey: { algorithm: { name, oid } } }) => name === "ecPublicKey" ? "id-ecPublicKey" : name ?? oid), "certificate.sig_alg": row.signature_algorithm,
    "certificate.key_type": row.key_type === undefined ? undefined : KEY_TYPES[row.key_type], "certificate.key_length": row.key_bits, "certificate.curve": row.key_curve === undefined ? undefined : CURVES[row.key_curve] ?? row.key_curve,
    "certificate.exponent": stored.read(({ publicKey }) => publicKey.exponent?.toString()),
    "san.dns": of("dns"), "san.uri": of("uri"), "san.email": of("email"), "san.ip": names.flatMap((name) => name.type === "ip" ? [formatAddress(name.bytes)] : []),
    "basic_constraints.ca": constraints?.ca, "basic_constraints.path_len": constraints?.pathLength,
  });
}

/** Zeek's words; it has none for other keys. */
const KEY_TYPES: Readonly<Record<string, string>> = { RSA: "rsa", "RSASSA-PSS": "rsa", EC: "ecdsa", DSA: "dsa" };

/** OpenSSL's names, which Zeek has. */
const CURVES: Readonly<Record<string, string>> = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" };

function secondsOf(time: string | null | undefined): number | undefined {
  return time === undefined || time === null ? undefined : millisecondsOf(time) / 1000;
}

function present(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && member !== null && member !== "" && !(Array.isArray(member) && member.length === 0)));
}

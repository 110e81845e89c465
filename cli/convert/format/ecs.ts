import { isIP } from "node:net";
import type { SparseRow } from "../../../src/core/fleet/columns.ts";
import { issuerOf, subjectOf } from "../../../src/core/fleet/certificate-row.ts";
import { millisecondsOf } from "../../../src/core/fleet/row.ts";
import { toBase64 } from "../../../src/core/bytes/base64.ts";
import type { StoredCertificate } from "../../../src/core/x509/certificate-store.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import { jsonLine } from "../../json-line.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const ecsFormat: FormatKind = { judges: true, begin: ecs };

/** The version whose field reference this follows: https://www.elastic.co/guide/en/ecs/8.17/ecs-tls.html */
const ECS_VERSION = "8.17.0";

/** A connection a line in the Elastic Common Schema. What ECS has no field for stands under `tlscope`, as it asks of fields of one's own. */
function ecs(sink: Sink): Promise<RowWriter> {
  return Promise.resolve({
    certificate: () => Promise.resolve(),
    connection: (row, leaf) => sink.write(jsonLine(present(document(row, leaf)))),
    end: () => Promise.resolve(),
  });
}

function document(row: SparseRow, leaf: StoredCertificate | undefined): object {
  const [, family, version] = /^(SSL|TLS) ([\d.]+)$/.exec(row.tls_version ?? "") ?? [];
  const isAddress = row.host_hidden !== 1 && isIP(row.host ?? "") !== 0;
  return {
    "@timestamp": isoOf(row.time),
    ecs: { version: ECS_VERSION },
    event: {
      id: row.id, kind: "event", category: ["network"], type: ["connection"], module: "tlscope", dataset: "tlscope.connection",
      outcome: row.failure === undefined ? "success" : "failure", start: isoOf(row.first_seen), end: isoOf(row.last_seen),
    },
    server: { address: row.host, ...(isAddress ? {} : { domain: row.host, registered_domain: row.site }), ip: row.address, port: row.port },
    network: { transport: row.protocol === "QUIC" ? "udp" : "tcp", protocol: row.plain === 1 ? "http" : "tls", name: row.network },
    observer: { product: "TLScope", type: "browser", version: row.producer?.split(" ")[1], name: row.sensor },
    user_agent: row.browser === undefined ? undefined : { original: row.browser },
    tls: row.plain === 1 ? undefined : {
      cipher: row.cipher_suite, curve: row.key_group, established: row.failure === undefined, next_protocol: row.alpn,
      resumed: booleanOf(row.resumed), version, version_protocol: family?.toLowerCase(),
      server: leaf === undefined ? undefined : serverOf(leaf),
    },
    error: row.failure === undefined ? undefined : { code: row.failure, type: row.failure_class, message: row.failure_name },
    tlscope: {
      grade: row.grade, score: row.score, chain: { verdict: row.chain, errors: row.chain_errors, superfluous: row.superfluous, missing: row.missing },
      interception: { verdict: row.interception, evidence: row.evidence, label: row.interceptor },
      post_quantum: booleanOf(row.post_quantum), findings: row.findings, requests: row.requests, clients_refuse: row.clients_refuse,
    },
  };
}

function serverOf(leaf: StoredCertificate): object {
  const { subject, issuer, names, key, serialNumber, signatureAlgorithm, notBefore, notAfter } = summarize(leaf.der);
  return {
    hash: { sha256: leaf.sha256.toUpperCase() }, subject, issuer, not_before: notBefore, not_after: notAfter, certificate: toBase64(leaf.der),
    x509: {
      alternative_names: names, not_before: notBefore, not_after: notAfter, serial_number: serialNumber.toUpperCase(), signature_algorithm: signatureAlgorithm,
      public_key_algorithm: key.type === "unknown" ? undefined : key.type, public_key_size: key.bits === 0 ? undefined : key.bits, public_key_curve: key.curve,
      subject: { distinguished_name: subject, common_name: listed(subjectOf(leaf)) },
      issuer: { distinguished_name: issuer, organization: listed(issuerOf(leaf)) },
      version_number: leaf.certificate === undefined ? undefined : String(leaf.certificate.version),
    },
  };
}

function listed(text: string): string[] | undefined {
  return text === "" ? undefined : [text];
}

function booleanOf(value: 0 | 1 | null | undefined): boolean | undefined {
  return value === 0 || value === 1 ? value === 1 : undefined;
}

function isoOf(time: string | null | undefined): string | undefined {
  return time === undefined || time === null ? undefined : new Date(millisecondsOf(time)).toISOString();
}

/** Without what is unknown: objects that are left empty, too. */
function present(value: object): object {
  const members = Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    if (member === undefined || member === null || member === "") return [];
    if (typeof member !== "object" || Array.isArray(member)) return [[key, member] as const];
    const inner = present(member);
    return Object.keys(inner).length === 0 ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(members);
}

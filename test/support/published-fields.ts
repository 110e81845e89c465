/** Names and types of fields as they are published, as far as TLScope writes them. */
import { isIP } from "node:net";

/** `time`: seconds since the epoch, with a fraction; those that end with "s" are lists. */
export type FieldType = "keyword" | "keywords" | "date" | "ip" | "ips" | "long" | "number" | "time" | "boolean" | "object" | "list";

/** ECS 8.17.0: generated/csv/fields.csv at the tag v8.17.0 of https://github.com/elastic/ecs; `keywords` where it says that values are normalised to arrays, `keyword` also for match_only_text. */
export const ECS_FIELDS: Readonly<Record<string, FieldType>> = {
  "@timestamp": "date",
  "ecs.version": "keyword",
  "event.id": "keyword", "event.kind": "keyword", "event.category": "keywords", "event.type": "keywords", "event.module": "keyword",
  "event.dataset": "keyword", "event.outcome": "keyword", "event.start": "date", "event.end": "date",
  "server.address": "keyword", "server.domain": "keyword", "server.registered_domain": "keyword", "server.ip": "ip", "server.port": "long",
  "network.transport": "keyword", "network.protocol": "keyword", "network.name": "keyword",
  "observer.product": "keyword", "observer.type": "keyword", "observer.version": "keyword", "observer.name": "keyword",
  "user_agent.original": "keyword",
  "tls.cipher": "keyword", "tls.curve": "keyword", "tls.established": "boolean", "tls.next_protocol": "keyword", "tls.resumed": "boolean",
  "tls.version": "keyword", "tls.version_protocol": "keyword", "tls.server.certificate": "keyword", "tls.server.hash.sha256": "keyword",
  "tls.server.issuer": "keyword", "tls.server.subject": "keyword", "tls.server.not_before": "date", "tls.server.not_after": "date",
  "tls.server.x509.alternative_names": "keywords", "tls.server.x509.issuer.distinguished_name": "keyword",
  "tls.server.x509.issuer.organization": "keywords", "tls.server.x509.not_after": "date", "tls.server.x509.not_before": "date",
  "tls.server.x509.public_key_algorithm": "keyword", "tls.server.x509.public_key_curve": "keyword", "tls.server.x509.public_key_size": "long",
  "tls.server.x509.serial_number": "keyword", "tls.server.x509.signature_algorithm": "keyword",
  "tls.server.x509.subject.distinguished_name": "keyword", "tls.server.x509.subject.common_name": "keywords",
  "tls.server.x509.version_number": "keyword",
  "error.code": "keyword", "error.type": "keyword", "error.message": "keyword",
};

/** Values of ECS 8.17.0 where it lists all that may stand there: generated/ecs/ecs_flat.yml; of `event.type` those of the category "network". */
export const ECS_VALUES: Readonly<Record<string, readonly string[]>> = {
  "event.kind": ["alert", "asset", "enrichment", "event", "metric", "state", "pipeline_error", "signal"],
  "event.category": ["network"], "event.type": ["access", "allowed", "connection", "denied", "end", "info", "protocol", "start"],
  "event.outcome": ["failure", "success", "unknown"],
};

/**
 * Fields that Zeek 8 logs, with their types in JSON: scripts/base/protocols/ssl/main.zeek and files.zeek, scripts/policy/protocols/ssl/validate-certs.zeek
 * (`validation_status`), scripts/base/files/x509/main.zeek and the records of module X509 in scripts/base/init-bare.zeek, of https://github.com/zeek/zeek.
 */
export const ZEEK_FIELDS: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  ssl: {
    ts: "time", uid: "keyword", "id.resp_h": "ip", "id.resp_p": "long", version: "keyword", cipher: "keyword", curve: "keyword", server_name: "keyword", resumed: "boolean",
    next_protocol: "keyword", established: "boolean", cert_chain_fps: "keywords", validation_status: "keyword",
  },
  x509: {
    ts: "time", fingerprint: "keyword", "certificate.version": "long", "certificate.serial": "keyword", "certificate.subject": "keyword", "certificate.issuer": "keyword",
    "certificate.not_valid_before": "time", "certificate.not_valid_after": "time", "certificate.key_alg": "keyword", "certificate.sig_alg": "keyword",
    "certificate.key_type": "keyword", "certificate.key_length": "long", "certificate.exponent": "keyword", "certificate.curve": "keyword",
    "san.dns": "keywords", "san.uri": "keywords", "san.email": "keywords", "san.ip": "ips", "basic_constraints.ca": "boolean", "basic_constraints.path_len": "long",
  },
};

/** Members of HAR 1.2 by object, those that must be there first: http://www.softwareishard.com/blog/har-12-spec/. Others begin with "_". Times in milliseconds. */
export const HAR_MEMBERS: Readonly<Record<string, { required: Readonly<Record<string, FieldType>>; optional: Readonly<Record<string, FieldType>> }>> = {
  log: { required: { version: "keyword", creator: "object", entries: "list" }, optional: { browser: "object", pages: "list", comment: "keyword" } },
  creator: { required: { name: "keyword", version: "keyword" }, optional: { comment: "keyword" } },
  entry: {
    required: { startedDateTime: "date", time: "number", request: "object", response: "object", cache: "object", timings: "object" },
    optional: { pageref: "keyword", serverIPAddress: "ip", connection: "keyword", comment: "keyword" },
  },
  request: {
    required: { method: "keyword", url: "keyword", httpVersion: "keyword", cookies: "list", headers: "list", queryString: "list", headersSize: "long", bodySize: "long" },
    optional: { postData: "object", comment: "keyword" },
  },
  response: {
    required: { status: "long", statusText: "keyword", httpVersion: "keyword", cookies: "list", headers: "list", content: "object", redirectURL: "keyword", headersSize: "long", bodySize: "long" },
    optional: { comment: "keyword" },
  },
  content: { required: { size: "long", mimeType: "keyword" }, optional: { compression: "long", text: "keyword", encoding: "keyword", comment: "keyword" } },
  timings: { required: { send: "number", wait: "number", receive: "number" }, optional: { blocked: "number", dns: "number", connect: "number", ssl: "number", comment: "keyword" } },
};

/** What of these values is of no published field, or of another type than it: "name: value", each. */
export function misfits(values: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, FieldType>>): string[] {
  return Object.entries(values).filter(([name, value]) => {
    const type = fields[name];
    return type === undefined || !isOf(type, value);
  }).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
}

function isOf(type: FieldType, value: unknown): boolean {
  switch (type) {
    case "keyword": return typeof value === "string";
    case "keywords": return Array.isArray(value) && value.every((each) => typeof each === "string");
    case "date": return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
    case "ip": return typeof value === "string" && isIP(value) !== 0;
    case "ips": return Array.isArray(value) && value.every((each) => isOf("ip", each));
    case "long": return Number.isSafeInteger(value);
    case "number": return typeof value === "number" && Number.isFinite(value);
    // Of these two centuries: neither milliseconds nor microseconds.
    case "time": return typeof value === "number" && Math.abs(value) < 7e9;
    case "boolean": return typeof value === "boolean";
    case "object": return typeof value === "object" && value !== null && !Array.isArray(value);
    case "list": return Array.isArray(value);
  }
}

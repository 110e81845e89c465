/**
 * Names of fields as they are published, as far as TLScope writes them.
 * ECS 8.17: https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html, 2026-11. A name that ends with "." stands for all below it.
 */
export const ECS_FIELDS: readonly string[] = [
  "@timestamp", "ecs.version",
  "event.id", "event.kind", "event.category", "event.type", "event.module", "event.dataset", "event.outcome", "event.start", "event.end",
  "server.address", "server.domain", "server.registered_domain", "server.ip", "server.port",
  "network.transport", "network.protocol", "network.name",
  "observer.product", "observer.type", "observer.version", "observer.name", "user_agent.original",
  "tls.cipher", "tls.curve", "tls.established", "tls.next_protocol", "tls.resumed", "tls.version", "tls.version_protocol",
  "tls.server.certificate", "tls.server.hash.sha256", "tls.server.issuer", "tls.server.subject", "tls.server.not_before", "tls.server.not_after",
  "tls.server.x509.alternative_names", "tls.server.x509.issuer.distinguished_name", "tls.server.x509.issuer.organization", "tls.server.x509.not_after",
  "tls.server.x509.not_before", "tls.server.x509.public_key_algorithm", "tls.server.x509.public_key_curve", "tls.server.x509.public_key_size",
  "tls.server.x509.serial_number", "tls.server.x509.signature_algorithm", "tls.server.x509.subject.distinguished_name", "tls.server.x509.subject.common_name",
  "tls.server.x509.version_number", "error.code", "error.type", "error.message",
];

/** Of ssl.log and x509.log, with their types in JSON: https://docs.zeek.org/en/master/logs/ssl.html, x509.html, 2026-11. */
export const ZEEK_FIELDS: Readonly<Record<string, Readonly<Record<string, "number" | "string" | "boolean" | "list">>>> = {
  ssl: {
    ts: "number", uid: "string", "id.orig_h": "string", "id.orig_p": "number", "id.resp_h": "string", "id.resp_p": "number", version: "string", cipher: "string", curve: "string",
    server_name: "string", resumed: "boolean", last_alert: "string", next_protocol: "string", established: "boolean", cert_chain_fps: "list", client_cert_chain_fps: "list",
    sni_matches_cert: "boolean", validation_status: "string",
  },
  x509: {
    ts: "number", fingerprint: "string", "certificate.version": "number", "certificate.serial": "string", "certificate.subject": "string", "certificate.issuer": "string",
    "certificate.not_valid_before": "number", "certificate.not_valid_after": "number", "certificate.key_alg": "string", "certificate.sig_alg": "string",
    "certificate.key_type": "string", "certificate.key_length": "number", "certificate.exponent": "string", "certificate.curve": "string",
    "san.dns": "list", "san.uri": "list", "san.email": "list", "san.ip": "list", "basic_constraints.ca": "boolean", "basic_constraints.path_len": "number",
    host_cert: "boolean", client_cert: "boolean",
  },
};

/** Members of HAR 1.2 by object, those that must be there first: http://www.softwareishard.com/blog/har-12-spec/. Others begin with "_". */
export const HAR_MEMBERS: Readonly<Record<string, { required: readonly string[]; optional: readonly string[] }>> = {
  log: { required: ["version", "creator", "entries"], optional: ["browser", "pages", "comment"] },
  creator: { required: ["name", "version"], optional: ["comment"] },
  entry: { required: ["startedDateTime", "time", "request", "response", "cache", "timings"], optional: ["pageref", "serverIPAddress", "connection", "comment"] },
  request: { required: ["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"], optional: ["postData", "comment"] },
  response: { required: ["status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"], optional: ["comment"] },
  content: { required: ["size", "mimeType"], optional: ["compression", "text", "encoding", "comment"] },
  timings: { required: ["send", "wait", "receive"], optional: ["blocked", "dns", "connect", "ssl", "comment"] },
};

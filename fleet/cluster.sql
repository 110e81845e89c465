-- Written by npm run docs:fleet from src/core/fleet/columns.ts; version 1 of the columns. ClickHouse 18.16 and later.
-- One row a connection, one row a certificate. Rows with the same id are one: they are merged late, so questions count by id.
-- A certificate is stored once however long ago it was seen (its partition is one); connections go by month.
CREATE DATABASE IF NOT EXISTS tlscope;
CREATE TABLE IF NOT EXISTS tlscope.telemetry_local (
  record                   String, -- connection, certificate, or deletion: everything of this sensor is to be deleted
  id                       String, -- names the row: rows with the same id are one. Of a certificate its SHA-256
  schema                   Nullable(UInt16), -- version of these columns
  time                     DateTime('UTC'), -- when the connection was judged; of a certificate when its row was made
  sensor                   String, -- random name of the browser that sent the row; empty in files
  batch                    String, -- random name of the upload that the row came in
  network                  String, -- where the browser was, as whoever set it up calls it
  producer                 String, -- what made the row: name and version
  browser                  String, -- the browser, as it was told
  host                     String, -- connection: DNS name or address; or a keyed hash of it, hmac: and hex
  host_hidden              Nullable(UInt8), -- connection: whether host is a keyed hash
  site                     String, -- connection: public suffix and the label before it: who the host belongs to
  port                     Nullable(UInt16), -- connection: TCP or UDP port
  address                  String, -- connection: IP address that the browser connected to
  place                    String, -- connection: public, loopback, private-address, local-name, single-label, public-name-local-address
  requests                 Nullable(UInt32), -- connection: requests that the row stands for
  first_seen               Nullable(DateTime('UTC')), -- connection: first of these requests
  last_seen                Nullable(DateTime('UTC')), -- connection: last of these requests
  source                   String, -- connection: which way of reading told: firefox, chromium, netlog, companion, ...
  plain                    Nullable(UInt8), -- connection: whether there was no TLS at all
  protocol                 String, -- connection: TLS or QUIC
  tls_version              String, -- connection: TLS 1.3
  cipher_suite             String, -- connection: IANA name
  cipher_suite_id          Nullable(UInt16), -- connection: IANA code point
  key_group                String, -- connection: IANA name of the key exchange group
  post_quantum             Nullable(UInt8), -- connection: whether ML-KEM takes part in the key exchange
  signature_scheme         String, -- connection: IANA name, of the handshake
  alpn                     String, -- connection: application protocol
  encrypted_client_hello   Nullable(UInt8), -- connection: whether Encrypted Client Hello was accepted
  resumed                  Nullable(UInt8), -- connection: whether the session was resumed
  from_cache               Nullable(UInt8), -- connection: whether the response came from the browser's cache
  certificate_transparency String, -- connection: the browser's own verdict on transparency
  failure                  String, -- connection: why the connection failed; empty where it did not
  failure_class            String, -- connection: certificate, tls, network, aborted or other
  failure_name             String, -- connection: the browser's name of the error
  chain                    String, -- connection: valid, invalid, unknown
  decided_by               String, -- connection: browser, path-validation, nobody
  chain_errors             Array(String), -- connection: rules that made the chain invalid
  path                     Array(String), -- connection: SHA-256 of the certificates from leaf to anchor; empty where none was found
  leaf                     String, -- connection: SHA-256 of the server's certificate
  leaf_key                 String, -- connection: SHA-256 of its public key
  ca                       String, -- connection: organisation that issued the server's certificate
  anchor                   String, -- connection: SHA-256 of the trust anchor
  anchor_name              String, -- connection: its name
  anchor_public            Nullable(UInt8), -- connection: whether browsers ship the anchor
  self_signed              Nullable(UInt8), -- connection: whether the server's certificate names itself as its issuer
  sent_known               Nullable(UInt8), -- connection: whether it is known what the server sent
  sent                     Array(String), -- connection: SHA-256 of the certificates as sent
  superfluous              Array(String), -- connection: those of sent that the server could leave out
  missing                  Array(String), -- connection: SHA-256 of certificates that the path needs and the server did not send
  missing_count            Nullable(UInt16), -- connection: how many are missing, also where their bytes are not known
  ordered                  Nullable(UInt8), -- connection: whether sent is in order
  sent_bytes               Nullable(UInt32), -- connection: bytes of the Certificate message
  superfluous_bytes        Nullable(UInt32), -- connection: bytes of it that the server could leave out
  grade                    String, -- connection: the letter; empty: too little is known
  score                    Nullable(UInt8), -- connection: 0 to 100
  caps                     Array(String), -- connection: rules that bound the letter
  interception             String, -- connection: none, unusual, likely, known, unknown
  interceptor              String, -- connection: product or CA by name, where one is known
  interceptor_expected     Nullable(UInt8), -- connection: whether the person or a policy expects it here
  evidence                 Array(String), -- connection: what speaks for interception
  timestamps_valid         Nullable(UInt16), -- connection: timestamps of transparency logs in the server's certificate that verify
  timestamps_total         Nullable(UInt16), -- connection: all of them
  transparency_logs        Array(String), -- connection: names of the logs, once each
  findings                 Array(String), -- connection: rules that fired, once each, without those about a certificate
  errors                   Nullable(UInt16), -- connection: findings of severity error, those about certificates among them
  warnings                 Nullable(UInt16), -- connection: the same of severity warning
  clients_refuse           Array(String), -- connection: clients that would refuse the chain as it was sent
  clients_accept           Array(String), -- connection: clients that would accept it
  sha256                   String, -- certificate: of the DER
  spki_sha256              String, -- certificate: of the public key
  subject                  String, -- certificate: RFC 4514
  issuer                   String, -- certificate: RFC 4514
  issuer_organization      String, -- certificate: organisation of the issuer, else its common name
  names                    Array(String), -- certificate: alternative names, the first 100
  names_total              Nullable(UInt32), -- certificate: all of them
  serial                   String, -- certificate: hex
  not_before               Nullable(DateTime('UTC')), -- certificate: begin of validity
  not_after                Nullable(DateTime('UTC')), -- certificate: end of validity
  lifetime_days            Nullable(Int32), -- certificate: days between the two, whatever they are
  key_type                 String, -- certificate: RSA, EC, Ed25519, ...
  key_bits                 Nullable(UInt32), -- certificate: length of modulus or field
  key_curve                String, -- certificate: name of the curve
  key_strength             Nullable(UInt32), -- certificate: bits of the RSA key that is as hard to break (NIST SP 800-57)
  signature_algorithm      String, -- certificate: its name, or its OID
  is_ca                    Nullable(UInt8), -- certificate: whether basicConstraints make it a CA
  readable                 Nullable(UInt8), -- certificate: whether its bytes are a certificate at all
  certificate_findings     Array(String) -- certificate: rules that fired about it, once each, in the connection that it was first seen in
) ENGINE = ReplacingMergeTree(time)
PARTITION BY (record, if(record = 'connection', toYYYYMM(time), 0))
ORDER BY (record, id);

-- Rows with the same id go to the same shard.
CREATE TABLE IF NOT EXISTS tlscope.telemetry AS tlscope.telemetry_local
ENGINE = Distributed(tlscope, tlscope, telemetry_local, cityHash64(id));

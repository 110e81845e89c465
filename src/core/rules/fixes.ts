import type { Fixes } from "./rule.ts";

// Lines for nginx 1.25, Apache 2.4.58, Caddy 2 and HAProxy 2.8 and later, as their manuals have them. They are code: no
// language translates them. Suites are those of Mozilla Server Side TLS 6.0, intermediate.

const OPENSSL_SUITES = [
  "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
].join(":");
const IANA_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
].join(" ");

/** TLS 1.2 and 1.3 alone. */
export const VERSIONS: Fixes = {
  nginx: "ssl_protocols TLSv1.2 TLSv1.3;",
  apache: "SSLProtocol -all +TLSv1.2 +TLSv1.3",
  caddy: "tls {\n\tprotocols tls1.2 tls1.3\n}",
  haproxy: "ssl-default-bind-options ssl-min-ver TLSv1.2",
};

/** ECDHE with AES-GCM or ChaCha20-Poly1305 alone for TLS 1.2. */
export const SUITES: Fixes = {
  nginx: `ssl_ciphers ${OPENSSL_SUITES};`,
  apache: `SSLCipherSuite ${OPENSSL_SUITES}`,
  caddy: `tls {\n\tciphers ${IANA_SUITES}\n}`,
  haproxy: `ssl-default-bind-ciphers ${OPENSSL_SUITES}`,
};

/** X25519 and the curves of NIST. */
export const GROUPS: Fixes = {
  nginx: "ssl_ecdh_curve X25519:prime256v1:secp384r1;",
  apache: "SSLOpenSSLConfCmd Groups X25519:prime256v1:secp384r1",
  caddy: "tls {\n\tcurves x25519 secp256r1 secp384r1\n}",
  haproxy: "ssl-default-bind-curves X25519:P-256:P-384",
};

/** The same, the hybrid with ML-KEM first (OpenSSL 3.5 or later; Caddy 2.10 or later offers it without being told). */
export const HYBRID_GROUPS: Fixes = {
  nginx: "ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1:secp384r1;",
  apache: "SSLOpenSSLConfCmd Groups X25519MLKEM768:X25519:prime256v1:secp384r1",
  caddy: "tls {\n\tcurves x25519mlkem768 x25519 secp256r1 secp384r1\n}",
  haproxy: "ssl-default-bind-curves X25519MLKEM768:X25519:P-256:P-384",
};

/** Handshakes signed over SHA-2. Caddy has no others. */
export const HANDSHAKE_SIGNATURES: Fixes = {
  nginx: "ssl_conf_command SignatureAlgorithms ECDSA+SHA256:ECDSA+SHA384:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA+SHA256:RSA+SHA384;",
  apache: "SSLOpenSSLConfCmd SignatureAlgorithms ECDSA+SHA256:ECDSA+SHA384:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA+SHA256:RSA+SHA384",
  haproxy: "ssl-default-bind-sigalgs ECDSA+SHA256:ECDSA+SHA384:RSA-PSS+SHA256:RSA-PSS+SHA384:RSA+SHA256:RSA+SHA384",
};

/** Strict-Transport-Security for two years. */
export const HSTS: Fixes = {
  nginx: 'add_header Strict-Transport-Security "max-age=63072000" always;',
  apache: 'Header always set Strict-Transport-Security "max-age=63072000"',
  caddy: 'header Strict-Transport-Security "max-age=63072000"',
  haproxy: 'http-response set-header Strict-Transport-Security "max-age=63072000"',
};

/** From http to https. Caddy does it by itself where a site is named without a scheme. */
export const TO_HTTPS: Fixes = {
  nginx: "server {\n\tlisten 80;\n\tlisten [::]:80;\n\tserver_name example.com;\n\treturn 301 https://example.com$request_uri;\n}",
  apache: "<VirtualHost *:80>\n\tServerName example.com\n\tRedirect permanent / https://example.com/\n</VirtualHost>",
  caddy: "example.com {\n\troot * /srv/www\n\tfile_server\n}",
  haproxy: "http-request redirect scheme https code 301 unless { ssl_fc }",
};

/** The file with the server's certificate first, then each intermediate, and no root; HAProxy wants the key in it, too. */
export const CHAIN_FILE: Fixes = {
  nginx: "ssl_certificate /etc/ssl/example.com/fullchain.pem;\nssl_certificate_key /etc/ssl/example.com/privkey.pem;",
  apache: "SSLCertificateFile /etc/ssl/example.com/fullchain.pem\nSSLCertificateKeyFile /etc/ssl/example.com/privkey.pem",
  caddy: "tls /etc/ssl/example.com/fullchain.pem /etc/ssl/example.com/privkey.pem",
  haproxy: "bind :443 ssl crt /etc/ssl/example.com/fullchain-and-key.pem",
};

/** Has browsers ask for http parts of a page over https. */
export const UPGRADE_INSECURE_REQUESTS: Fixes = {
  nginx: 'add_header Content-Security-Policy "upgrade-insecure-requests" always;',
  apache: 'Header always set Content-Security-Policy "upgrade-insecure-requests"',
  caddy: 'header Content-Security-Policy "upgrade-insecure-requests"',
  haproxy: 'http-response set-header Content-Security-Policy "upgrade-insecure-requests"',
};

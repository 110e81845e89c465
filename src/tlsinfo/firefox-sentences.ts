/**
 * What an English Firefox says in `details.error` of webRequest.onErrorOccurred, and the name of the error that it means:
 * Firefox ESR 153, nsserrors.properties. Compared without regard to the form of apostrophes.
 */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["Improperly formatted time string.", "SEC_ERROR_INVALID_TIME"],
  ["security library: improperly formatted DER-encoded message.", "SEC_ERROR_BAD_DER"],
  ["Peer's certificate has an invalid signature.", "SEC_ERROR_BAD_SIGNATURE"],
  ["Peer's Certificate has expired.", "SEC_ERROR_EXPIRED_CERTIFICATE"],
  ["Peer's Certificate has been revoked.", "SEC_ERROR_REVOKED_CERTIFICATE"],
  ["Peer's Certificate issuer is not recognized.", "SEC_ERROR_UNKNOWN_ISSUER"],
  ["Peer's certificate issuer has been marked as not trusted by the user.", "SEC_ERROR_UNTRUSTED_ISSUER"],
  ["Peer's certificate has been marked as not trusted by the user.", "SEC_ERROR_UNTRUSTED_CERT"],
  ["The certificate issuer's certificate has expired. Check your system date and time.", "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE"],
  ["Certificate extension value is invalid.", "SEC_ERROR_EXTENSION_VALUE_INVALID"],
  ["Issuer certificate is invalid.", "SEC_ERROR_CA_CERT_INVALID"],
  ["Certificate path length constraint is invalid.", "SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID"],
  ["Certificate contains unknown critical extension.", "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION"],
  ["Certificate key usage inadequate for attempted operation.", "SEC_ERROR_INADEQUATE_KEY_USAGE"],
  ["Certificate type not approved for application.", "SEC_ERROR_INADEQUATE_CERT_TYPE"],
  ["The Certifying Authority for this certificate is not permitted to issue a certificate with this name.", "SEC_ERROR_CERT_NOT_IN_NAME_SPACE"],
  ["The certificate was signed using a signature algorithm that is disabled because it is not secure.", "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED"],
  ["Cannot communicate securely with peer: no common encryption algorithm(s).", "SSL_ERROR_NO_CYPHER_OVERLAP"],
  ["Peer using unsupported version of security protocol.", "SSL_ERROR_UNSUPPORTED_VERSION"],
  ["Unable to communicate securely with peer: requested domain name does not match the server's certificate.", "SSL_ERROR_BAD_CERT_DOMAIN"],
  ["SSL received a record with an incorrect Message Authentication Code.", "SSL_ERROR_BAD_MAC_READ"],
  ["An unknown SSL cipher suite has been requested.", "SSL_ERROR_UNKNOWN_CIPHER_SUITE"],
  ["SSL received a record that exceeded the maximum permissible length.", "SSL_ERROR_RX_RECORD_TOO_LONG"],
  ["SSL peer was not expecting a handshake message it received.", "SSL_ERROR_HANDSHAKE_UNEXPECTED_ALERT"],
  ["SSL peer was unable to negotiate an acceptable set of security parameters.", "SSL_ERROR_HANDSHAKE_FAILURE_ALERT"],
  ["SSL peer rejected a handshake message for unacceptable content.", "SSL_ERROR_ILLEGAL_PARAMETER_ALERT"],
  ["Peer could not decode an SSL handshake message.", "SSL_ERROR_DECODE_ERROR_ALERT"],
  ["Peer reports incompatible or unsupported protocol version.", "SSL_ERROR_PROTOCOL_VERSION_ALERT"],
  ["Server requires ciphers more secure than those supported by client.", "SSL_ERROR_INSUFFICIENT_SECURITY_ALERT"],
  ["Peer reports it experienced an internal error.", "SSL_ERROR_INTERNAL_ERROR_ALERT"],
  ["SSL peer has no certificate for the requested DNS name.", "SSL_ERROR_UNRECOGNIZED_NAME_ALERT"],
  ["SSL received a weak ephemeral Diffie-Hellman key in Server Key Exchange handshake message.", "SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY"],
  ["SSL version range is not valid.", "SSL_ERROR_INVALID_VERSION_RANGE"],
  ["The server rejected the handshake because the client downgraded to a lower TLS version than the server supports.", "SSL_ERROR_INAPPROPRIATE_FALLBACK_ALERT"],
  ["The server certificate included a public key that was too weak.", "SSL_ERROR_WEAK_SERVER_CERT_KEY"],
  ["The server uses key pinning (HPKP) but no trusted certificate chain could be constructed that matches the pinset. Key pinning violations cannot be overridden.", "MOZILLA_PKIX_ERROR_KEY_PINNING_FAILURE"],
  ["The server uses a certificate with a basic constraints extension identifying it as a certificate authority. For a properly-issued certificate, this should not be the case.", "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY"],
  ["The server presented a certificate with a key size that is too small to establish a secure connection.", "MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE"],
  ["An X.509 version 1 certificate that is not a trust anchor was used to issue the server's certificate. X.509 version 1 certificates are deprecated and should not be used to sign other certificates.", "MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA"],
  ["The server presented a certificate that is not yet valid.", "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE"],
  ["A certificate that is not yet valid was used to issue the server's certificate.", "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE"],
  ["The signature algorithm in the signature field of the certificate does not match the algorithm in its signatureAlgorithm field.", "MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH"],
  ["The server presented a certificate that is valid for too long.", "MOZILLA_PKIX_ERROR_VALIDITY_TOO_LONG"],
  ["A required TLS feature is missing.", "MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING"],
  ["The server presented a certificate that contains an invalid encoding of an integer. Common causes include negative serial numbers, negative RSA moduli, and encodings that are longer than necessary.", "MOZILLA_PKIX_ERROR_INVALID_INTEGER_ENCODING"],
  ["The server presented a certificate with an empty issuer distinguished name.", "MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME"],
  ["The certificate is not trusted because it is self-signed.", "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT"],
  ["The server presented insufficient certificate transparency information. Its certificate may not have been publicly disclosed, and it may have been misissued.", "MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY"],
]);

/** The name of the error; undefined for other words, and for every other language. */
export function nameOfSentence(sentence: string): string | undefined {
  return SENTENCES.get(sentence.replaceAll("\u2019", "'"));
}

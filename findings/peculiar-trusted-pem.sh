#!/bin/sh
# @peculiar/x509 counts OpenSSL's trust settings as bytes of the certificate, so its fingerprint is another.
exec node "$(dirname "$0")/programs/peculiar-trusted-pem.mjs" "$@"

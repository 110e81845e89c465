#!/bin/sh
# jsrsasign does not read an OCSP request that asks about two certificates.
exec node "$(dirname "$0")/programs/jsrsasign-ocsp-requests.mjs" "$@"

#!/bin/sh
# Of a PEM file with two certificates jsrsasign reads the last, Node the first.
exec node "$(dirname "$0")/programs/jsrsasign-two-certificates.mjs" "$@"

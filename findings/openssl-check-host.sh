#!/bin/sh
# openssl x509 -checkhost exits with 0 for the wrong host, although -checkend beside it exits with 1.
exec node "$(dirname "$0")/programs/openssl-check-host.mjs" "$@"

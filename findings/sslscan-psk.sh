#!/bin/sh
# sslscan lists no suite of a server whose suites use a pre-shared key, and says all the same that TLS 1.0 to 1.2 are enabled.
exec node "$(dirname "$0")/programs/sslscan-psk.mjs" "$@"

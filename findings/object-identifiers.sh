#!/bin/sh
# Of two policies of a certificate, 2.999.1 and one under 2.25 (a UUID), four libraries write other numbers than stand there.
exec node "$(dirname "$0")/programs/object-identifiers.mjs" "$@"

#!/bin/sh
# Of a host with an underscore under a wildcard, Node's own two checks of a certificate's names say different things.
exec node "$(dirname "$0")/programs/wildcard-underscore.mjs" "$@"

#!/bin/sh
# Node names a group for a resumed TLS 1.2 handshake, which has no key exchange, even one that the client does not offer.
exec node "$(dirname "$0")/programs/node-resumed-group.mjs" "$@"

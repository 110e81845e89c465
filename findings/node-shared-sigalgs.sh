#!/bin/sh
# Node's getSharedSigalgs writes two signature algorithms of TLS 1.3 alike, and others by names that its own option sigalgs does not take.
exec node "$(dirname "$0")/programs/node-shared-sigalgs.mjs" "$@"

#!/bin/sh
# Node's checkIssued compares names and key identifiers, and says yes to a CA whose key did not sign.
exec node "$(dirname "$0")/programs/node-check-issued.mjs" "$@"

#!/bin/sh
# node-forge does not read RSASSA-PSS parameters that are left at their defaults, and writes one of them out, which breaks the signature.
exec node "$(dirname "$0")/programs/forge-pss-defaults.mjs" "$@"

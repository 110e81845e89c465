#!/bin/sh
# Node's X509Certificate.keyUsage has the extended key usages; the key usage extension is nowhere.
exec node "$(dirname "$0")/programs/node-key-usage.mjs" "$@"

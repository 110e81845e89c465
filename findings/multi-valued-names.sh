#!/bin/sh
# Of a name whose last part has two attributes, sshpk loses the second, and pem makes it a part of the first.
exec node "$(dirname "$0")/programs/multi-valued-names.mjs" "$@"

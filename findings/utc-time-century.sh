#!/bin/sh
# A certificate valid from 1998 begins in 2097 for sshpk, one valid from 1968 in 2068 for asn1.js-rfc5280.
exec node "$(dirname "$0")/programs/utc-time-century.mjs" "$@"

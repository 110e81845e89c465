#!/bin/sh
# A certificate that is valid from the year 1: Node's validFrom reads as 2001 where Date.parse takes it, @peculiar/x509 says 1901.
exec node "$(dirname "$0")/programs/first-centuries.mjs" "$@"

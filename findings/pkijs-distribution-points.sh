#!/bin/sh
# A CRL distribution point with a relative name hides all the others from pkijs.
exec node "$(dirname "$0")/programs/pkijs-distribution-points.mjs" "$@"

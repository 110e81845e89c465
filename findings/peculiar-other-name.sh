#!/bin/sh
# @peculiar/x509 leaves otherName out of the subject alternative names.
exec node "$(dirname "$0")/programs/peculiar-other-name.mjs" "$@"

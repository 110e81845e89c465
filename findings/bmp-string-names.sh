#!/bin/sh
# sshpk reads BMPString the wrong way round, so that a name in Latin letters comes out in Chinese ones; @fidm/x509 gives bytes.
exec node "$(dirname "$0")/programs/bmp-string-names.mjs" "$@"

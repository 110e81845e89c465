#!/bin/sh
# @fidm/x509 takes the first access description for OCSP and the second for the issuer's certificate, whatever they say they are.
exec node "$(dirname "$0")/programs/fidm-authority-info-access.mjs" "$@"

import { pathError } from "./path-error.ts";

/** More certificates in the handshake than a client reads. */
export const tooManySent = pathError({
  id: "chain/too-many-sent",
  place: 124,
  citation: { document: "GnuTLS", section: "GNUTLS_DEFAULT_MAX_VERIFY_DEPTH", url: "https://gitlab.com/gnutls/gnutls/-/blob/3.7.9/lib/gnutls_int.h" },
});

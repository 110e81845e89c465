import { pathError } from "./path-error.ts";

/** More intermediates than a client follows, whatever the CAs allow. */
export const tooManyIntermediates = pathError({
  id: "chain/too-many-intermediates",
  place: 122,
  citation: { document: "mozilla::pkix", section: "MAX_SUBCA_COUNT", url: "https://searchfox.org/mozilla-central/source/security/nss/lib/mozpkix/lib/pkixbuild.cpp" },
});

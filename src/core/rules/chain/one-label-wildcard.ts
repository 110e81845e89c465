import { pathError } from "./path-error.ts";

/** A wildcard with one label after it, at which Firefox refuses the certificate as a whole. */
export const oneLabelWildcard = pathError({
  id: "chain/one-label-wildcard",
  place: 37,
  citation: {
    document: "mozilla::pkix", section: "IsValidDNSID, MatchPresentedDNSIDWithReferenceDNSID",
    url: "https://searchfox.org/mozilla-central/source/security/nss/lib/mozpkix/lib/pkixnames.cpp",
  },
});

import { pathError } from "./path-error.ts";

/** The root is trusted for older certificates only. */
export const distrustedAnchor = pathError({
  id: "chain/distrusted-anchor",
  place: 280,
  citation: { document: "Mozilla root program", section: "CKA_NSS_SERVER_DISTRUST_AFTER", url: "https://wiki.mozilla.org/CA/Additional_Trust_Changes" },
});

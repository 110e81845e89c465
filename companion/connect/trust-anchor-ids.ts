/** Arcs of a relative OID (X.690 section 8.20), DER in hex without its last byte, and the last bytes of all that begin so. */
const SEEN: readonly (readonly [begin: string, ends: readonly number[]])[] = [
  ["82df1302", [1, 6, 13, 14, 15, 18, 19, 20]],
  ["839a648c9b2d01", [7, 8, 9, 10, 11, 12, 13, 18, 19]],
  ["d67909", [1, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15]],
];

/**
 * The trust anchors that Chromium 156 names to every server, in its order (draft-ietf-tls-trust-anchor-ids section 3), as they came over
 * the wire on 2026-11-30: each a relative OID in DER. Another version may name others.
 */
export const CHROMIUM_TRUST_ANCHORS: readonly Buffer[] = SEEN.flatMap(([begin, ends]) => ends.map((end) => Buffer.concat([Buffer.from(begin, "hex"), Buffer.from([end])])));

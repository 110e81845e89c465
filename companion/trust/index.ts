/** Trust anchors one at a time, as a library: see docs/trust-just-in-time.md. */
export type { AnchorSource, TrustAnchor, TrustAnchors } from "../../src/core/chain/anchors.ts";
export { anchorsFor, askedAnchors, MAX_ASKED, type AskedAnchor, type JustInTimeAnchors } from "../../src/core/chain/just-in-time/ask.ts";
export { AnchorCache, type CacheLimits } from "../../src/core/chain/just-in-time/cache.ts";
export { anchorsInBlob, LookedUpAnchors, SequentialAnchors, type AnchorLookup, type AnchorWanted } from "../../src/core/chain/just-in-time/sources.ts";
export { AnchorSourceError } from "../../src/core/chain/just-in-time/splitter.ts";
export { DEFAULT_LIMITS, JustInTimeTrust, type JustInTimeOptions } from "../../src/core/chain/just-in-time/trust.ts";
export { SignatureVerifier } from "../../src/core/chain/signature.ts";
export { anchorsInFile } from "./anchor-file.ts";
export { connectTrusting, type Attempt, type TrustedConnection } from "./connect.ts";

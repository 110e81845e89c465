import type { EvidenceSource } from "../evidence-source.ts";
import { borrowedNameEvidence } from "./borrowed-name.ts";
import { caKeyInLeafEvidence } from "./ca-key-in-leaf.ts";
import { companionVantageEvidence } from "./companion-vantage.ts";
import { anchorReplacedEvidence, deviceKeyChangedEvidence, keyReturnedEvidence, newPublicCaEvidence, publicToPrivateEvidence } from "./continuity.ts";
import { madeOnTheFlyEvidence } from "./made-on-the-fly.ts";
import { noSctsEvidence } from "./no-scts.ts";
import { oneIssuerManySitesEvidence } from "./one-issuer-many-sites.ts";
import { oneKeyManyHostsEvidence } from "./one-key-many-hosts.ts";
import { otherVantageEvidence } from "./other-vantage.ts";
import { exceptionKeyChangedEvidence, pinBrokenEvidence } from "./pins.ts";
import { privateAnchorEvidence } from "./private-anchor.ts";
import { productNameEvidence } from "./product-name.ts";
import { publicKeyCaEvidence } from "./public-key-ca.ts";
import { sentPublicBuiltPrivateEvidence } from "./sent-public-built-private.ts";
import { templateMadeEvidence } from "./template-made.ts";
import { unlistedRootEvidence } from "./unlisted-root.ts";
import { untrustedIssuerEvidence } from "./untrusted-issuer.ts";
import { wellKnownSiteEvidence } from "./well-known-site.ts";

/** Every kind of evidence. A new one is a file, its messages, and a line here; what it weighs: docs/interception.md. */
export const EVIDENCE: readonly EvidenceSource[] = [
  publicKeyCaEvidence,
  pinBrokenEvidence,
  exceptionKeyChangedEvidence,
  publicToPrivateEvidence,
  wellKnownSiteEvidence,
  oneIssuerManySitesEvidence,
  otherVantageEvidence,
  companionVantageEvidence,
  oneKeyManyHostsEvidence,
  caKeyInLeafEvidence,
  borrowedNameEvidence,
  privateAnchorEvidence,
  unlistedRootEvidence,
  keyReturnedEvidence,
  deviceKeyChangedEvidence,
  anchorReplacedEvidence,
  sentPublicBuiltPrivateEvidence,
  productNameEvidence,
  noSctsEvidence,
  templateMadeEvidence,
  madeOnTheFlyEvidence,
  untrustedIssuerEvidence,
  newPublicCaEvidence,
];

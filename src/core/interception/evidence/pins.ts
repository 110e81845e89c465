import type { EvidenceSource } from "../evidence-source.ts";
import { brokenPin, exceptionFor } from "../pins.ts";

/** The chain has not what the person pinned for the host. */
export const pinBrokenEvidence: EvidenceSource = {
  id: "pin-broken",
  excused: false,
  look({ seen, around: { pins = [] } }) {
    const pin = brokenPin(seen, pins);
    return pin === undefined ? undefined : { weight: 50, params: [pin.hosts, pin.since.slice(0, 10), pin.why], certificates: [seen.leaf] };
  },
};

/** The person accepted a bad certificate of this host and port, and the key is another one now. A good certificate is no alarm, nor one of a CA that is expected to read along. */
export const exceptionKeyChangedEvidence: EvidenceSource = {
  id: "exception-key-changed",
  excused: true,
  look({ seen, around: { exceptions = [] } }) {
    const found = exceptionFor(seen, exceptions);
    if (found === undefined || found.sameKey || seen.trust === "public") return undefined;
    return { weight: 50, params: [found.exception.since.slice(0, 10), found.exception.key], certificates: [seen.leaf] };
  },
};

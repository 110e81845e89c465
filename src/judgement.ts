// The part of the background that is needed once something is to be judged: a file of its own, loaded then, so that the
// background itself is small and quick to start.
export { assess } from "./assess.ts";
export { BundledAnchors } from "./chain/bundled-anchors.ts";
export { SignatureVerifier } from "./chain/signature.ts";
export { ratePage } from "./rating/page.ts";
export { EVERY_RULE } from "./rules/index.ts";
export { exportDocument } from "./telemetry/export.ts";
export { CertificateStore } from "./x509/certificate-store.ts";
export { summarize } from "./x509/summary.ts";

import type { AssessContext } from "../src/core/assess.ts";
import { BundledAnchors } from "../src/core/chain/bundled-anchors.ts";
import type { ClientName } from "../src/core/chain/clients/index.ts";
import { SignatureVerifier } from "../src/core/chain/signature.ts";
import { SctVerifier } from "../src/core/transparency/sct-verifier.ts";
import { CertificateStore } from "../src/core/x509/certificate-store.ts";
import { english } from "./messages.ts";
import { NodeSignatures } from "./node-signatures.ts";

/** One for the whole run: roots are decoded and signatures computed once. */
export const bundledAnchors = new BundledAnchors();
const verifier = new SignatureVerifier(new NodeSignatures());
const timestamps = new SctVerifier();

/** What the command judges with: the bundled roots, English, and no memory but of certificates and signatures. `time` in milliseconds since the epoch; `client`: whose verdict on chains it is. */
export function assessContextFor(time: number, certificates = new CertificateStore(), client: ClientName = "browsers"): AssessContext {
  return { time, client, text: english, certificates, anchors: bundledAnchors, verifier, timestamps };
}

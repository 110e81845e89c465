import type { Certificate } from "../../core/x509/certificate.ts";
import { readAnchors } from "./read-anchors.ts";
import { TrustError } from "./decision-error.ts";

/** The certificates that settings hold (PEM). What cannot be read, since storage was damaged, is left out. */
export function addedAnchors(added: readonly string[]): Certificate[] {
  return added.flatMap((pem) => {
    try {
      return readAnchors(pem);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      return [];
    }
  });
}

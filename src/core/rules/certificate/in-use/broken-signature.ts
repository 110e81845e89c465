import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";
import { brokenHash } from "./signature-hash.ts";

/** A signature of the path over MD2, MD4 or MD5: collisions can be made at will. */
export const brokenSignature: Rule<RuleContext> = {
  id: "certificate/broken-signature",
  place: 40,
  severity: "error",
  cap: "F",
  citation: { document: "RFC 6151", section: "2", url: "https://www.rfc-editor.org/rfc/rfc6151" },
  *check({ path }) {
    for (const stored of path) {
      const hash = stored.read(brokenHash);
      if (hash !== undefined && hash !== "SHA-1") yield { certificate: stored.sha256, params: [hash] };
    }
  },
};

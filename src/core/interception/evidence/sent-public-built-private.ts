import type { EvidenceSource } from "../evidence-source.ts";

/**
 * The server sent certificates of a public CA that its own certificate does not come from, and the chain ends elsewhere:
 * somebody took over the original's chain and put another leaf before it.
 */
export const sentPublicBuiltPrivateEvidence: EvidenceSource = {
  id: "sent-public-built-private",
  excused: true,
  look({ facts: { chain, sent }, seen: { trust }, publicNames, exposed }) {
    if (!exposed || (trust !== "private" && trust !== "untrusted") || publicNames === undefined || !chain || sent === undefined) return undefined;
    const strangers = sent.filter((stored, i) => {
      if (chain.sent[i]?.role !== "unrelated" && chain.sent[i]?.role !== "alternate") return false;
      return stored.read((certificate) => publicNames.isRoot(certificate.issuer)) === true;
    });
    const [first] = strangers;
    if (first === undefined) return undefined;
    return { weight: 25, params: [first.read(({ subject }) => subject.toString()) ?? first.sha256], certificates: strangers.map(({ sha256 }) => sha256) };
  },
};

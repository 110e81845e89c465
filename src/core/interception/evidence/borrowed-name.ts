import type { EvidenceSource } from "../evidence-source.ts";

/** A CA of a chain that ends at no public root bears a public CA's name: whoever copies certificates copies that too. */
export const borrowedNameEvidence: EvidenceSource = {
  id: "borrowed-name",
  excused: true,
  // A public CA's new root has its name by rights.
  restsOnRoot: true,
  look({ facts: { path, anchor }, publicNames, exposed, seen: { trust } }) {
    if (!exposed || (trust !== "private" && trust !== "untrusted") || publicNames === undefined) return undefined;
    for (const stored of new Set([...path, ...anchor === undefined ? [] : [anchor]])) {
      const issuer = stored.read((certificate) => certificate.issuer);
      if (issuer === undefined) continue;
      if (publicNames.isRoot(issuer)) return { weight: 35, params: [issuer.toString()], certificates: [stored.sha256] };
      const organization = publicNames.organization(issuer);
      if (organization !== undefined) return { weight: 30, params: [organization], certificates: [stored.sha256] };
    }
    return undefined;
  },
};

import type { EvidenceSource } from "../evidence-source.ts";

/** A CA of a chain that ends at no public root bears a public CA's name: whoever copies certificates copies that too. */
export const borrowedNameEvidence: EvidenceSource = {
  id: "borrowed-name",
  excused: true,
  look({ facts: { path, anchor }, publicNames, exposed, seen: { trust } }) {
    if (!exposed || (trust !== "private" && trust !== "untrusted") || publicNames === undefined) return undefined;
    for (const stored of new Set([...path, ...anchor === undefined ? [] : [anchor]])) {
      const issuer = stored.read((certificate) => certificate.issuer);
      if (issuer === undefined) continue;
      if (publicNames.isRoot(issuer)) return { weight: 35, params: [issuer.toString()], certificates: [stored.sha256] };
      for (const organization of issuer.attribute("2.5.4.10")) {
        const kind = publicNames.organization(organization);
        // A company that has a public CA has inner ones, too.
        if (kind !== undefined) return { weight: kind === "ca" ? 30 : 20, params: [organization], certificates: [stored.sha256] };
      }
    }
    return undefined;
  },
};

import type { EvidenceSource } from "../evidence-source.ts";

/** A CA of a chain that ends at no public root bears a public CA's name: whoever copies certificates copies that too. */
export const borrowedNameEvidence: EvidenceSource = {
  id: "borrowed-name",
  excused: true,
  look({ facts: { path, anchor }, publicNames, seen: { place, trust } }) {
    if (place !== "public" || (trust !== "private" && trust !== "untrusted") || publicNames === undefined) return undefined;
    for (const stored of new Set([...path, ...anchor === undefined ? [] : [anchor]])) {
      const issuer = stored.read((certificate) => certificate.issuer);
      if (issuer === undefined) continue;
      const organization = issuer.attribute("2.5.4.10").find((each) => publicNames.isOrganization(each));
      if (publicNames.isRoot(issuer)) return { weight: 35, params: [issuer.toString()], certificates: [stored.sha256] };
      if (organization !== undefined) return { weight: 20, params: [organization], certificates: [stored.sha256] };
    }
    return undefined;
  },
};

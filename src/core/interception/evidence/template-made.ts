import { isSelfIssued } from "../../chain/same-name.ts";
import type { RuleContext } from "../../rules/context.ts";
import type { EvidenceSource } from "../evidence-source.ts";

const ORGANIZATION = "2.5.4.10";
const ORGANIZATIONAL_UNIT = "2.5.4.11";

/**
 * Made from a template that names the host and little else: signed by the root itself, without a word of where the issuer, its
 * revocations or its policy can be looked up, and in no log. So do all programs that make certificates while a connection waits;
 * so does somebody's own small CA, so that it weighs little. It weighs more with what no CA does: the host for an organisation, or a
 * negative serial number.
 */
export const templateMadeEvidence: EvidenceSource = {
  id: "template-made",
  excused: true,
  look({ seen: { host, place, trust, leaf }, facts, exposed, named }) {
    if (!named || (trust !== "private" && trust !== "untrusted") || (!exposed && place !== "public-name-local-address")) return undefined;
    if (!isBare(facts)) return undefined;
    const strange = facts.leaf?.read(({ subject, serialNumber }) => {
      const names = [...subject.attribute(ORGANIZATION), ...subject.attribute(ORGANIZATIONAL_UNIT)];
      return names.some((name) => name.toLowerCase() === host) || ((serialNumber[0] ?? 0) & 0x80) !== 0;
    }) === true;
    // At a local address somebody's own CA is at home.
    if (!exposed) return strange ? { weight: 10, params: [], certificates: [leaf] } : undefined;
    return { weight: strange ? 20 : 10, params: [], certificates: [leaf] };
  },
};

/** Signed by a root, and bare of all that a CA writes into what it issues. */
function isBare({ leaf, path, anchor }: RuleContext): boolean {
  if (leaf === undefined || leaf.read(isSelfIssued) !== false) return false;
  const chain = anchor === undefined || path.includes(anchor) ? path : [...path, anchor];
  const issuer = chain[1];
  // Of a chain that ends at the leaf nobody knows who signed.
  if (issuer === undefined || issuer.read(isSelfIssued) !== true) return false;
  return leaf.read(({ authorityInformationAccess, crlDistributionPoints, signedCertificateTimestamps }) =>
    authorityInformationAccess === undefined && crlDistributionPoints === undefined && signedCertificateTimestamps === undefined) === true;
}

import type { EvidenceSource } from "../evidence-source.ts";
import { productOf } from "../product.ts";

/** An issuer bears the name of a product that reads TLS. Anybody can choose a name: with other evidence it counts, alone it is unusual. */
export const productNameEvidence: EvidenceSource = {
  id: "product-name",
  excused: true,
  look({ seen: { place, trust, issuer, leaf }, facts, exposed }) {
    if ((trust !== "private" && trust !== "untrusted") || (!exposed && place !== "public-name-local-address")) return undefined;
    const product = productOf(facts.path);
    return product === undefined ? undefined : { weight: 20, params: [product, issuer.name], certificates: [leaf] };
  },
};

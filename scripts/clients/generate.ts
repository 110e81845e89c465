import { randomFrom } from "../support/random.ts";
import { singleName } from "./der.ts";
import { caDraft, finish, leafDraft, type Draft, type Signer } from "./draft.ts";
import { CA_FEATURES, LEAF_FEATURES, LIST_FEATURES, NAME_FEATURES, rootName, type ChainDraft, type Extras, type Feature } from "./features.ts";
import { makeKey, privateBytes, type ClientKey, type ServedKeyKind } from "./keys.ts";
import { isMlDsaKind, type MlDsaKind } from "./ml-dsa/keys.ts";
import type { MadeRoot } from "./roots.ts";

/** A chain as a server sends it. */
export interface ServedChain {
  id: string;
  host: string;
  /** DER, the leaf first. */
  sent: readonly Uint8Array[];
  /** PKCS #8, of the leaf; of an ML-DSA key the seed. */
  key: Uint8Array;
  /** Of such a key, which kind it is. */
  mlDsa?: MlDsaKind;
  /** Whether the suite accepts it that it is from. */
  expected?: boolean;
}

/** Makes chains that combine what clients differ in; the same seed chooses the same shapes, with keys of each run's own. */
export class ChainMaker {
  readonly #roots: readonly MadeRoot[];
  readonly #now: number;
  readonly #keys = new Map<string, ClientKey>();
  readonly #stranger = makeKey("P-256");

  constructor(roots: readonly MadeRoot[], now: number) {
    this.#roots = roots;
    this.#now = now;
  }

  /** Each feature by itself. */
  each(): ServedChain[] {
    const features = [...NAME_FEATURES, ...LEAF_FEATURES, ...CA_FEATURES, ...LIST_FEATURES];
    const single = features.flatMap((feature, i) => {
      const rsa = feature.id.includes("PSS") || feature.id.includes("RSA without") ? "RSA-2048" as const : "P-256" as const;
      return [this.#make(`one${i}`, "P-256", 1, [feature], rsa)];
    });
    const roots = this.#roots.map(({ name }, i) => this.#make(`root${i}`, name, name === "path length 0" ? 2 : 1, [], "P-256"));
    const lengths = [0, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16].map((length) => this.#make(`length${length}`, "P-256", length, [], "P-256"));
    return [...single, ...roots, ...lengths];
  }

  /** Chains with one to three features. */
  mixed(count: number, seed: number): ServedChain[] {
    const random = randomFrom(seed);
    const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    return Array.from({ length: count }, (_, i) => {
      const root = random() < 0.75 ? of(["P-256", "RSA-2048"]) : of(this.#roots).name;
      const roll = random();
      const length = roll < 0.72 ? 1 : roll < 0.86 ? 2 : roll < 0.92 ? 0 : 3 + Math.floor(random() * 6);
      const features: Feature[] = [];
      const wanted = 1 + Math.floor(random() * 3);
      const groups = [NAME_FEATURES, LEAF_FEATURES, LEAF_FEATURES, ...length > 0 ? [CA_FEATURES, CA_FEATURES, LIST_FEATURES] : []];
      while (features.length < wanted) {
        const feature = of(of(groups));
        if (!features.includes(feature)) features.push(feature);
      }
      return this.#make(`mix${i}`, root, length, features, random() < 0.3 ? "RSA-2048" : "P-256");
    });
  }

  #key(kind: ServedKeyKind, which: string): ClientKey {
    const id = `${kind} ${which}`;
    let key = this.#keys.get(id);
    if (!key) this.#keys.set(id, key = makeKey(kind));
    return key;
  }

  #make(label: string, rootLabel: string, length: number, features: readonly Feature[], caKind: ServedKeyKind): ServedChain {
    const root = this.#roots.find(({ name }) => name === rootLabel);
    if (!root) throw new RangeError(`There is no root ${rootLabel}.`);
    const caName = (i: number): string => `Clients CA ${i} of ${label}`;
    const draft: ChainDraft = {
      host: `${label}.test`, leaf: leafDraft(`${label}.test`, this.#key("P-256", "leaf"), this.#now), root: rootLabel, list: [],
      cas: Array.from({ length }, (_, i) => caDraft(caName(i), this.#key(caKind, `CA ${caKind === "P-256" ? i : i % 2}`), this.#now)),
    };
    for (const feature of features) feature.apply(draft, (kind) => this.#key(kind, "of a feature"));
    const sent = this.#finish(draft, root, label);
    const { leaf: { key } } = draft;
    return {
      id: [rootLabel === "P-256" ? [] : [`root: ${rootLabel}`], length === 1 ? [] : [`${length} intermediates`], caKind === "P-256" ? [] : [`CAs of ${caKind}`], features.map(({ id }) => id)].flat().join(" + ") || "as it should be",
      host: draft.host, sent, key: privateBytes(key), ...isMlDsaKind(key.kind) ? { mlDsa: key.kind } : {},
    };
  }

  #finish({ leaf, cas, list }: ChainDraft, root: MadeRoot, label: string): readonly Uint8Array[] {
    const made: Uint8Array[] = [];
    let signer = root.signer;
    let above = root.signer;
    for (const ca of [...cas].reverse()) {
      made.unshift(finish(ca, signer));
      above = signer;
      signer = signerOf(ca, signer);
    }
    made.unshift(finish(leaf, signer));
    const extras = this.#extras(cas[0], above, root, label);
    return list.reduce<readonly Uint8Array[]>((sent, change) => change(sent, extras), made);
  }

  #extras(first: Draft | undefined, above: Signer, root: MadeRoot, label: string): Extras {
    const unrelated = finish(caDraft(`Nobody of ${label}`, this.#stranger, this.#now, { root: true }), { key: this.#stranger, name: singleName(`Nobody of ${label}`), issuer: singleName(`Nobody of ${label}`), serial: [1] });
    if (!first) return { root: root.der, unrelated, expired: unrelated, byStranger: unrelated, byOtherRoot: unrelated };
    const other = this.#roots.find(({ name }) => name === (root.name === "RSA-2048" ? "P-256" : "RSA-2048")) ?? root;
    const twin = { ...first, serial: [0x42, ...first.serial.slice(0, 6)] };
    delete twin.issuer;
    const stranger: Signer = { key: this.#stranger, name: rootName("of a stranger"), issuer: rootName("of a stranger"), serial: [1] };
    return {
      root: root.der, unrelated, expired: finish({ ...twin, notBefore: this.#now - 800 * 86_400_000, notAfter: this.#now - 86_400_000 }, above),
      byStranger: finish(twin, stranger), byOtherRoot: finish({ ...twin, signature: "usual" }, other.signer),
    };
  }
}

function signerOf(draft: Draft, by: Signer): Signer {
  return { key: draft.key, name: draft.subject, issuer: draft.issuer ?? by.name, serial: draft.serial };
}

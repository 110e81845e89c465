import { nameOfAlgorithm } from "../../x509/algorithm-names.ts";
import type { PublicKey } from "../../x509/public-key.ts";
import type { Breach } from "../clients/breach.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/** BoringSSL and NSS refuse larger keys; verifying with them would be a way to make us busy. */
const MAX_RSA_BITS = 16_384;
const MAX_RSA_EXPONENT = 2n ** 33n;
const CURVES: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/** Bits from which on an RSA key is no longer what the name says, from the smallest. */
const RSA_SIZES: readonly (readonly [below: number, breach: Breach])[] = [[1024, "rsa-below-1024"], [2040, "rsa-below-2040"], [2048, "rsa-below-2048"]];

/** BR 6.1.5 and 6.1.6: RSA of 2048 bits and more, P-256, P-384, P-521. What else some clients verify has a name of its own. */
export const checkKeyStrength: Check = (certificate, { position }) => {
  const key = certificate.publicKey;
  if (key.type === "RSA") return rsaFaults(key);
  if (key.type === "EC" && key.curve !== undefined && CURVES.has(key.curve) && !(key.curve === "P-521" && position === "leaf")) return NO_FAULTS;
  const fault = (rule: Fault["rule"], what: string, breach?: Breach): readonly Fault[] => [{ rule, params: [what], ...(breach === undefined ? {} : { breach }) }];
  const unsupported = (breach?: Breach): readonly Fault[] => fault("chain/unsupported-algorithm", key.type === "unknown" ? nameOfAlgorithm({ oid: key.algorithm.oid }) : key.type, breach);
  switch (key.type) {
    // BR 7.1.3.1.1 knows rsaEncryption alone, and no browser verifies with such a key.
    case "RSASSA-PSS": return [...unsupported("key-pss"), ...rsaFaults(key)];
    case "EC": {
      const { curve = key.curveOid === undefined ? "EC, explicit parameters" : nameOfAlgorithm({ oid: key.curveOid }) } = key;
      if (!CURVES.has(curve)) return fault("chain/weak-key", curve, curve === "P-224" ? "curve-p224" : "curve-other");
      return curve === "P-521" && position === "leaf" ? fault("chain/unsupported-algorithm", curve, "leaf-p521") : NO_FAULTS;
    }
    case "Ed25519": return unsupported("key-ed25519");
    case "Ed448": return unsupported("key-ed448");
    case "ML-DSA-44": case "ML-DSA-65": case "ML-DSA-87": return unsupported("key-ml-dsa");
    case "DSA": return unsupported("key-dsa");
    default: return unsupported();
  }
};

function rsaFaults({ bits, exponent }: PublicKey): readonly Fault[] {
  const weak = (what: string, breach?: Breach): readonly Fault[] => [{ rule: "chain/weak-key", params: [what], ...(breach === undefined ? {} : { breach }) }];
  if (bits === undefined) return weak("RSA");
  const small = RSA_SIZES.find(([below]) => bits < below);
  if (small) return weak(`RSA ${bits}`, small[1]);
  if (bits > MAX_RSA_BITS) return weak(`RSA ${bits}: more than ${MAX_RSA_BITS} bits`, "rsa-over-16384");
  if (exponent !== undefined && (exponent < 3n || exponent % 2n === 0n || exponent >= MAX_RSA_EXPONENT)) return weak(`RSA ${bits}, exponent out of bounds`);
  if (bits % 8 !== 0) return weak(`RSA ${bits}: not a multiple of 8 bits`, "rsa-uneven");
  return bits > 8192 ? weak(`RSA ${bits}: more than 8192 bits`, "rsa-over-8192") : NO_FAULTS;
}

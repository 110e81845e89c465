import { NO_FAULTS, type Fault } from "../fault.ts";
import type { Check } from "./check.ts";

const MIN_RSA_BITS = 2048;
/** BoringSSL and NSS refuse larger keys; verifying with them would be a way to make us busy. */
const MAX_RSA_BITS = 16_384;
const MAX_RSA_EXPONENT = 2n ** 33n;
const CURVES: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/** BR 6.1.5 and 6.1.6, and what browsers verify: RSA of 2048 bits and more, P-256, P-384, P-521; Ed25519 as an extra. */
export const checkKeyStrength: Check = (certificate, { profile }) => {
  const key = certificate.publicKey;
  const weak = (what: string): Fault[] => [{ rule: "chain/weak-key", params: [what] }];
  switch (key.type) {
    case "RSA": case "RSASSA-PSS": {
      if (key.bits === undefined) return weak("RSA");
      if (key.bits < MIN_RSA_BITS) return weak(`RSA ${key.bits}`);
      if (key.bits > MAX_RSA_BITS) return weak(`RSA ${key.bits}: more than ${MAX_RSA_BITS} bits`);
      if (key.exponent !== undefined && (key.exponent < 3n || key.exponent % 2n === 0n || key.exponent >= MAX_RSA_EXPONENT)) {
        return weak(`RSA ${key.bits}, exponent out of bounds`);
      }
      return profile === "strict" && key.bits % 8 !== 0 ? weak(`RSA ${key.bits}: not a multiple of 8 bits`) : NO_FAULTS;
    }
    case "EC":
      if (key.curve !== undefined && CURVES.has(key.curve)) return NO_FAULTS;
      return weak(key.curve ?? key.curveOid ?? "EC, explicit parameters");
    case "Ed25519": return NO_FAULTS;
    default: return [{ rule: "chain/unsupported-algorithm", params: [key.type === "unknown" ? key.algorithm.oid : key.type] }];
  }
};

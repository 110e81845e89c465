import type { Category, RatingReason } from "../assessment.ts";
import { rsaEquivalentOfKey } from "../registry/key-strength.ts";
import type { TlsVersion } from "../registry/tls-versions.ts";
import type { Text } from "../text/message-text.ts";
import type { RatedConnection } from "./rated.ts";

/** One of the three numbers: 0 to 100, null where it is not known, and how it came about. */
export interface CategoryScore {
  value: number | null;
  reason: RatingReason;
}

// SSL Server Rating Guide 2009r, "Protocol support".
const PROTOCOL_POINTS: Readonly<Record<TlsVersion, number>> = {
  "SSL 2.0": 0, "SSL 3.0": 80, "TLS 1.0": 90, "TLS 1.1": 95, "TLS 1.2": 100, "TLS 1.3": 100,
};

/** Points of the negotiated version. */
export function scoreProtocol({ version }: RatedConnection, text: Text): CategoryScore {
  if (version === undefined) return scored("protocol", null, "rating_protocol_unknown", [], text);
  const points = PROTOCOL_POINTS[version];
  return scored("protocol", points, "rating_protocol", [version, String(points)], text);
}

/** Points of the cipher's effective bits: SSL Server Rating Guide 2009r, "Cipher strength". */
export function scoreCipher({ suite }: RatedConnection, text: Text): CategoryScore {
  if (suite === undefined) return scored("cipher", null, "rating_cipher_unknown", [], text);
  const points = suite.bits === 0 ? 0 : suite.bits < 128 ? 20 : suite.bits < 256 ? 80 : 100;
  return scored("cipher", points, "rating_cipher", [suite.cipher.replaceAll("_", " "), String(suite.bits), String(points)], text);
}

/**
 * Points of the weaker of the certificate's key and the exchange, as far as they are known: SSL Server Rating Guide 2009r,
 * "Key exchange", elliptic curves by RSA equivalent. Where one of the two is not known the other counts alone.
 */
export function scoreKeyExchange(context: RatedConnection, text: Text): CategoryScore {
  const { suite, group } = context;
  const give = (value: number | null, key: string, ...params: string[]) => scored("keyExchange", value, key, params, text);
  if (suite?.authentication === "anonymous") return give(0, "rating_keyExchange_anonymous", suite.name);
  if (suite?.export === true) return give(40, "rating_keyExchange_export", suite.name);

  // Where no certificate takes part (PSK, SRP, ...), its key says nothing about the exchange.
  const certified = suite === undefined || CERTIFIED.has(suite.authentication);
  const key = certified ? leafKey(context) : undefined;
  const keyPoints = key && keyExchangePoints(key.strength);

  if (suite !== undefined && KEY_CARRIES_EXCHANGE.has(suite.keyExchange)) {
    return key === undefined || keyPoints === undefined
      ? give(null, "rating_keyExchange_unknown")
      : give(keyPoints, "rating_keyExchange_keyCarries", key.name, String(keyPoints));
  }
  const groupPoints = group && keyExchangePoints(group.rsaEquivalentBits);
  if (group === undefined || groupPoints === undefined) {
    return key === undefined || keyPoints === undefined
      ? give(null, "rating_keyExchange_unknown")
      : give(keyPoints, "rating_keyExchange_groupUnknown", key.name, String(keyPoints));
  }
  const groupParams = [group.name, String(group.rsaEquivalentBits), String(groupPoints)];
  if (key === undefined || keyPoints === undefined) {
    return give(groupPoints, certified ? "rating_keyExchange_keyUnknown" : "rating_keyExchange_groupAlone", ...groupParams);
  }
  const weaker = Math.min(groupPoints, keyPoints);
  return give(weaker, "rating_keyExchange_both", ...groupParams, key.name, String(keyPoints), String(weaker));
}

const CERTIFIED: ReadonlySet<string> = new Set(["certificate", "RSA", "ECDSA", "DSS", "GOST"]);

// Static RSA and (EC)DH: the certificate's key is the key of the exchange.
const KEY_CARRIES_EXCHANGE: ReadonlySet<string> = new Set(["RSA", "ECDH", "DH"]);

/** Points of a key or an exchange by its RSA-equivalent bits: SSL Server Rating Guide 2009r, "Key exchange". */
export function keyExchangePoints(rsaEquivalentBits: number): number {
  if (rsaEquivalentBits <= 0) return 0;
  if (rsaEquivalentBits < 512) return 20;
  if (rsaEquivalentBits < 1024) return 40;
  if (rsaEquivalentBits < 2048) return 80;
  return rsaEquivalentBits < 4096 ? 90 : 100;
}

function leafKey({ certificate: { key } }: RatedConnection): { name: string; strength: number } | undefined {
  const strength = key && rsaEquivalentOfKey(key.type, key.bits);
  if (key === undefined || strength === undefined) return undefined;
  const name = key.curve === undefined ? `${key.type} ${key.bits}` : `${key.type} ${key.curve}`;
  return { name: strength === key.bits ? name : `${name} = RSA ${strength}`, strength };
}

function scored(of: Category, value: number | null, key: string, params: string[], text: Text): CategoryScore {
  return { value, reason: { of, key, params, message: text(key, params) } };
}

import type { Assessment, ConnectionFacts } from "../src/core/assessment.ts";
import type { Text } from "../src/core/text/message-text.ts";
import { codePoint } from "../ui/format.ts";
import type { PageConnection } from "../src/messages/page.ts";

/** One row of the connection's table. */
export interface Fact {
  /** Message key of the name: popup_fact_<name>. */
  name: string;
  /** undefined: not known. */
  value: string | undefined;
  /** Code of tlsinfo/types.ts `Unavailable` where the value is not known and somebody said why. */
  reason?: string;
  /** A word beside the value ("post-quantum"). */
  mark?: string;
}

/** Each row's name, and the names under which its reason may stand in `unavailable`. */
const REASONS: Record<string, readonly string[]> = {
  version: ["version", "tlsVersion"],
  suite: ["cipherSuite"],
  group: ["group", "keyExchangeGroup"],
  signature: ["signatureScheme"],
  key: ["key", "builtChain"],
  alpn: ["alpn"],
  ech: ["encryptedClientHello"],
  resumed: ["resumed"],
  ct: ["certificateTransparency"],
  root: ["rootIsBuiltIn"],
};

/** "resumed" stays as it is; anything else becomes the end of a message key. */
export function keyPart(code: string): string {
  return code.replace(/[^A-Za-z0-9]/g, "_");
}

function yesNo(text: Text, value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : text(value ? "popup_yes" : "popup_no");
}

/** The text of a code that the browser gave, else the code itself. */
function named(text: Text, prefix: string, code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const key = prefix + keyPart(code);
  const found = text(key);
  return found === key ? code : found;
}

function version(facts: ConnectionFacts, text: Text): string | undefined {
  if (facts.protocol === "QUIC") return facts.version === undefined ? "QUIC" : text("popup_version_in_quic", [facts.version]);
  return facts.version;
}

/** A public key for people: "RSA, 2048 bits", "EC P-256"; by its name alone where its length is not known. */
export function publicKey(key: { type: string; bits: number; curve?: string; name?: string }, text: Text): string {
  if (key.bits === 0 && key.curve === undefined) return key.name ?? key.type;
  return key.curve === undefined ? text("popup_key_bits", [key.type, String(key.bits)]) : `${key.type} ${key.curve}`;
}

/** The connection by name, in the order that people look for it. */
export function connectionFacts(connection: PageConnection, assessment: Assessment, text: Text): Fact[] {
  const facts = assessment.connection;
  const fact = (name: string, value: string | undefined, mark?: string): Fact => {
    const reason = (REASONS[name] ?? []).map((field) => facts.unavailable?.[field]).find((code) => code !== undefined);
    return { name, value, ...(value === undefined && reason !== undefined && { reason }), ...(mark !== undefined && { mark }) };
  };
  const suite = facts.cipherSuite;
  return [
    fact("version", version(facts, text)),
    fact("suite", suite && `${suite.name} (${codePoint(suite.id)})`),
    fact("group", facts.group?.name, facts.group?.postQuantum === true ? text("popup_post_quantum") : undefined),
    fact("signature", facts.signatureScheme),
    fact("key", facts.key && publicKey(facts.key, text)),
    fact("trusted", text(`popup_verdict_${assessment.chain.verdict}`)),
    fact("root", facts.rootIsBuiltIn === undefined ? undefined : text(facts.rootIsBuiltIn ? "popup_root_browser" : "popup_root_added")),
    fact("ct", named(text, "popup_ct_", facts.certificateTransparency)),
    fact("alpn", named(text, "popup_alpn_", facts.alpn)),
    fact("ech", yesNo(text, facts.encryptedClientHello)),
    fact("resumed", yesNo(text, facts.resumed)),
    fact("cache", yesNo(text, facts.fromCache)),
    fact("address", connection.ip),
  ];
}

/** Fields that nobody told, with the reason for each, apart from those that do not exist for this connection. */
export function unknownFields(facts: ConnectionFacts): { field: string; reason: string }[] {
  return Object.entries(facts.unavailable ?? {})
    .filter(([, reason]) => reason !== "none")
    .map(([field, reason]) => ({ field, reason }));
}

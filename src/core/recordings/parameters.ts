import { cipherSuiteById } from "../registry/cipher-suites.ts";
import { groupById } from "../registry/groups.ts";
import { signatureSchemeById } from "../registry/signature-schemes.ts";
import { TLS_VERSIONS, tlsVersionByName, type TlsVersion } from "../registry/tls-versions.ts";
import type { TlsExtra, TlsField, TlsInfo, Unavailable } from "../tls-info.ts";
import { TLS_1_3, type ServerHello } from "../wire/server-hello.ts";
import { alpnOf, keyExchangeOf } from "./handshake-messages.ts";
import type { HandshakeResult, SeenHandshake } from "./seen-handshake.ts";

/** Why fields have no value. */
export type Reasons = Partial<Record<TlsField, Unavailable>>;

/** Version, suite, group, signature and application protocol: as the browser told at the end, else as the server's messages say. */
export function parametersOf(tlsInfo: TlsInfo, extra: TlsExtra, unavailable: Reasons, { protocol, result, messages }: Pick<SeenHandshake, "protocol" | "result" | "messages">, hello: ServerHello | undefined, missing: Unavailable): TlsVersion | undefined {
  const fromMessages = hello === undefined ? {} : keyExchangeOf(messages, hello);
  const version = result?.version === undefined ? hello && versionOf(hello.version) : tlsVersionByName(result.version);
  const suiteId = result?.cipherSuite ?? hello?.cipherSuite;
  const suite = suiteId === undefined ? undefined : cipherSuiteById(suiteId);
  const unnamed = result !== undefined || hello !== undefined ? "unknown-value" : missing;
  if (protocol === "QUIC") {
    // The proposal leaves suite and version out for QUIC: those of the handshake inside stand apart (RFC 9001).
    extra.quic = { ...(suiteId === undefined ? {} : { cipherSuite: suiteId }), ...(version === undefined ? {} : { tlsVersion: version }) };
    unavailable.cipherSuite = "quic";
    unavailable.tlsVersion = "quic";
  } else {
    if (suiteId !== undefined && suiteId >= 0 && suiteId <= 0xffff) tlsInfo.cipherSuite = suiteId;
    else unavailable.cipherSuite = unnamed;
    if (version !== undefined) tlsInfo.tlsVersion = version;
    else unavailable.tlsVersion = unnamed;
  }

  // Code point 0 stands for none: RSA key exchange has neither group nor signature.
  const none = result !== undefined || suite?.keyExchange === "RSA" ? "none" : missing;
  const group = (result === undefined ? fromMessages.group : result.group) ?? 0;
  const named = groupById(group);
  if (named !== undefined) tlsInfo.keyExchangeGroup = named.name;
  else unavailable.keyExchangeGroup = group === 0 ? none : "unknown-value";
  const scheme = (result === undefined ? fromMessages.signatureScheme : result.signatureScheme) ?? 0;
  const schemeName = signatureSchemeById(scheme)?.name;
  if (schemeName !== undefined) extra.signatureScheme = schemeName;
  else unavailable.signatureScheme = scheme === 0 ? none : "unknown-value";

  const alpn = result === undefined ? hello && alpnOf(messages, hello) : alpnOfResult(result);
  if (typeof alpn === "string") extra.alpn = alpn;
  else unavailable.alpn = alpn === null ? "none" : missing;
  return version;
}

function alpnOfResult({ alpn }: HandshakeResult): string | null | undefined {
  return alpn === "unknown" ? null : alpn;
}

function versionOf(version: number): TlsVersion | undefined {
  return version === TLS_1_3 ? "TLS 1.3" : TLS_VERSIONS.find((name) => name === `TLS 1.${version - 0x0301}`);
}

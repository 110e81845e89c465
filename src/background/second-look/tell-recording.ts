import type { Browser } from "webextension-polyfill";
import type { BuiltTold } from "../../core/telemetry/built-told.ts";
import { toBase64 } from "../../core/bytes/base64.ts";
import type { SettingsStore } from "../../settings/store.ts";
import type { CertificateBytes } from "../pages/certificate-bytes.ts";
import { isSecure, type StoredConnection } from "../pages/connection.ts";
import { companionOf } from "./client.ts";
import { CompanionError } from "./companion-error.ts";
import { companionOn } from "./possible.ts";
import { leafOf } from "./recorded.ts";

/** Characters of base64 in a message, of the 64 KiB that the companion takes. */
const MAX_LENGTH = 60_000;

export interface RecordingTools {
  browser: Pick<Browser, "runtime" | "permissions" | "webRequest">;
  settings: Pick<SettingsStore, "read">;
  pages: { certificates: Pick<CertificateBytes, "get"> };
}

/**
 * Tells the recording of this browser, if one runs, which chains the browser built, with the person's consent: it knows itself what was
 * sent, and nothing else. Of each batch the first that can be told is asked about, until it is known whether there is a recording.
 * `connections`: none of private windows. Never rejects for the companion's sake.
 */
export async function tellRecording({ browser: { runtime, permissions, webRequest }, settings, pages: { certificates } }: RecordingTools, connections: readonly StoredConnection[]): Promise<void> {
  // A recording of Chromium has it from Chromium's own log.
  if (!("getSecurityInfo" in webRequest)) return;
  const client = companionOf(runtime);
  if (!await companionOn(settings, permissions)) return;
  try {
    for (const connection of connections) {
      // A recording begins with its browser: where there is none, none will come.
      if (client.recording === false) return;
      const told = builtOf(connection, certificates);
      if (told === undefined) continue;
      const recording = client.recording ?? (await client.recorded({ host: told.host, port: told.port, leaf: told.leaf })).recording;
      if (recording) await client.built(told);
    }
  } catch (error) {
    // It is not installed, or older than this: the recording goes without.
    if (!(error instanceof CompanionError)) throw error;
  }
}

/** undefined: the browser told no verdict of its own on this connection, or it is too long for a message. */
function builtOf(connection: StoredConnection, certificates: Pick<CertificateBytes, "get">): BuiltTold | undefined {
  const { scheme, host, port, tls, error, firstSeen, lastSeen } = connection;
  const leaf = leafOf(connection);
  if (!isSecure(scheme) || leaf === undefined || tls?.chainValid === undefined || error !== undefined) return undefined;
  const { fromCache, fromBackForwardCache, rootIsBuiltIn, exception } = tls.extra ?? {};
  // That is of a connection of before.
  if (fromCache === true || fromBackForwardCache === true) return undefined;
  const builtChain = exception === undefined ? chainOf(tls.builtChain ?? [], certificates) : undefined;
  if (exception === undefined && builtChain === undefined) return undefined;
  return {
    host, port, leaf, chainValid: tls.chainValid, firstSeen: Math.floor(firstSeen), lastSeen: Math.ceil(lastSeen),
    ...(builtChain === undefined ? {} : { builtChain }), ...(rootIsBuiltIn === undefined ? {} : { rootIsBuiltIn }), ...(exception === undefined ? {} : { exception }),
  };
}

function chainOf(hashes: readonly string[], certificates: Pick<CertificateBytes, "get">): string[] | undefined {
  const chain = hashes.flatMap((hash) => certificates.get(hash) ?? []).map(toBase64);
  return chain.length === 0 || chain.length < hashes.length || chain.join("").length > MAX_LENGTH ? undefined : chain;
}

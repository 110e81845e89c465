import { createHash } from "node:crypto";
import type { Target } from "../../companion/connect/target.ts";
import { CheckError } from "../../companion/verdict/check-error.ts";
import { parseSha256 } from "../../companion/verdict/pins.ts";
import { parseDnsId, parseSrvId, type ReferenceName } from "../../companion/verdict/reference-names.ts";
import { parseTlsa, type TlsaRecord } from "../../companion/verdict/tlsa.ts";
import type { Checks } from "../../companion/verdict/verdict.ts";
import { readText } from "../assess-document.ts";
import { readCertificates } from "../certificates.ts";
import { InputError, UsageError } from "../errors.ts";
import type { ProbeArguments } from "./arguments.ts";

/** What is asked of every server, and of each by its own records. */
export interface GivenChecks {
  names: readonly ReferenceName[];
  accepted: readonly string[];
  of(target: Target): Checks;
}

/** Reads pins, accepted certificates, names and TLSA records. @throws UsageError, InputError */
export async function readChecks(args: ProbeArguments): Promise<GivenChecks> {
  const pins = args.pins.map((text) => worded(() => parseSha256(text), "--pin"));
  const names = [...args.dnsIds.map((text) => worded(() => parseDnsId(text), "--dns-id")), ...args.srvIds.map((text) => worded(() => parseSrvId(text), "--srv-id"))];
  const accepted = (await Promise.all(args.accept.map(acceptedHashes))).flat();
  const tlsaText = args.tlsa === undefined ? undefined : await readText(args.tlsa);
  const recordsOf = ({ host, port }: Target): TlsaRecord[] | undefined => {
    if (tlsaText === undefined) return undefined;
    try {
      return parseTlsa(tlsaText, `_${port}._tcp.${host}`).records;
    } catch (error) {
      if (error instanceof CheckError) throw new InputError(`${args.tlsa ?? ""}: ${error.message}`);
      throw error;
    }
  };
  // A file that cannot be read is said before anybody is asked.
  recordsOf({ host: "", port: 0 });
  return { names, accepted, of: (target) => ({ pins, accepted, names, tlsa: recordsOf(target) }) };
}

/** A hash, or the hashes of a file's certificates. */
async function acceptedHashes(choice: string): Promise<string[]> {
  try {
    return [parseSha256(choice)];
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
  }
  return (await readCertificates(choice, () => undefined)).map((der) => createHash("sha256").update(der).digest("hex"));
}

function worded<T>(read: () => T, option: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CheckError) throw new UsageError(`${option}: ${error.message}`);
    throw error;
  }
}

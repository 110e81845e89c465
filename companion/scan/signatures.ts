import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { allSignatureSchemes } from "../../src/core/registry/signature-schemes.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { keyShareFor } from "../wire/key-share.ts";
import type { ChosenByServer, MoreOffered, ScanQuestion } from "./question.ts";
import { takeAway } from "./take-away.ts";

const TLS_1_2 = 0x0303;

/** What a version was found to take. */
export interface Taken {
  version: number;
  suites: readonly number[];
  groups: readonly number[];
}

/**
 * The signature schemes that a server signs its handshake with, from TLS 1.2 on, and what it answered with each: servers with
 * several certificates choose one by the scheme. undefined where it signs nothing, or where its groups are none that we can compute.
 */
export async function scanSignatures({ version, suites, groups }: Taken, question: ScanQuestion): Promise<ChosenByServer[] | undefined> {
  const signing = suites.filter((id) => version === TLS_1_3 || isSigned(id));
  const more = sharesFor({ version, suites, groups });
  if (version < TLS_1_2 || signing.length === 0 || more === undefined) return undefined;
  const schemes = allSignatureSchemes().flatMap(({ id }) => id ?? []);
  const answers: ChosenByServer[] = [];
  await takeAway(schemes, (rest) => question(version, signing, groups, { ...more, signatureSchemes: rest }), ({ signatureScheme }) => signatureScheme, (answer) => answers.push(answer));
  return answers;
}

/** What lets the answer be read as far as the certificate: nothing before TLS 1.3, and there a share of a group that the server takes. undefined where we can compute none of its groups. */
export function sharesFor({ version, groups }: Taken): MoreOffered | undefined {
  if (version !== TLS_1_3) return {};
  for (const group of groups) {
    const share = keyShareFor(group);
    if (share !== undefined) return { keyShares: [share] };
  }
  return undefined;
}

/** RFC 5246 section 7.4.3: an exchange with keys of its own is signed, unless nobody is authenticated by a certificate. */
function isSigned(id: number): boolean {
  const suite = cipherSuiteById(id);
  return (suite?.keyExchange === "ECDHE" || suite?.keyExchange === "DHE") && (suite.authentication === "RSA" || suite.authentication === "ECDSA" || suite.authentication === "DSS");
}

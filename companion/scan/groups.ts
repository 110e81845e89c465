import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import type { ScanAnswer } from "./ask.ts";
import type { ChosenByServer, ScannedVersion, ScanQuestion } from "./question.ts";
import { takeAway, whoseOrder } from "./take-away.ts";

/** Which groups a version takes with these suites, and in whose order; nothing where none of the suites exchanges keys in a group. */
export async function scanGroups(version: number, suites: readonly number[], groups: readonly number[], question: ScanQuestion): Promise<Pick<ScannedVersion, "groups" | "groupOrder">> {
  const exchanging = suites.filter((id) => version === TLS_1_3 || cipherSuiteById(id)?.keyExchange === "ECDHE");
  if (exchanging.length === 0) return { groups: [] };
  const taken: number[] = [];
  const ask = async (rest: readonly number[]): Promise<ScanAnswer> => {
    const answer = await question(version, exchanging, rest);
    // Before TLS 1.3 the curve of an ECDSA certificate must be offered too (RFC 8422 section 5.1).
    return answer.kind === "chosen" || version === TLS_1_3 || taken.length === 0 ? answer : question(version, exchanging, [...rest, ...taken]);
  };
  await takeAway(groups, ask, groupOf, (_, group) => taken.push(group));
  if (taken.length < 2) return { groups: taken };
  const inOurOrder = groups.filter((group) => taken.includes(group));
  const groupOrder = await whoseOrder(inOurOrder, taken[0], (each) => question(version, exchanging, each), groupOf);
  return { groups: taken, groupOrder };
}

const groupOf = ({ group }: ChosenByServer): number | undefined => group;

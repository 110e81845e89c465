import type { Certificate } from "../../x509/certificate.ts";
import type { Fault } from "../fault.ts";
import type { PresentedCertificate } from "../presented.ts";
import { checkCertificate } from "../validate/certificate.ts";
import type { CheckContext } from "../validate/check.ts";
import type { ClientRules } from "./rules.ts";

/** What ends the handshake whatever the path: too many certificates, or one that the client cannot read, of whatever use it is. */
export function listFaults(
  rules: ClientRules, sent: readonly PresentedCertificate[], { time, host }: Pick<CheckContext, "time" | "host">,
): (Fault & { sha256: string })[] {
  const { unreadableInList, refusesInList, maxSent } = rules;
  const found: (Fault & { sha256: string })[] = [];
  const [leaf] = sent;
  if (maxSent !== undefined && sent.length > maxSent && leaf) {
    found.push({ rule: "chain/too-many-sent", params: [rules.maxSentFor ?? "?", String(maxSent), String(sent.length)], sha256: leaf.sha256 });
  }
  if (unreadableInList !== "refused") return found;
  for (const [i, { certificate, faults, sha256 }] of sent.entries()) {
    const [first] = faults;
    if (!certificate) found.push({ rule: "chain/malformed", params: [first?.message ?? ""], ...(first === undefined ? {} : { offset: first.offset }), sha256 });
    else if (refusesInList) found.push(...ofCertificate(certificate, i, refusesInList, { time, host }).map((fault) => ({ ...fault, sha256 })));
  }
  return found;
}

function ofCertificate(certificate: Certificate, place: number, refused: NonNullable<ClientRules["refusesInList"]>, context: Pick<CheckContext, "time" | "host">): Fault[] {
  return checkCertificate(certificate, { ...context, serverName: undefined, position: place === 0 ? "leaf" : "intermediate" })
    .filter(({ breach }) => breach !== undefined && refused.has(breach));
}

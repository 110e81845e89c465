import { EXTENSION } from "../../x509/oids.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import { formatIpAddress } from "../ip-address.ts";
import { matchesName } from "../server-name.ts";
import type { Check } from "./check.ts";

const MAX_NAMES_SHOWN = 10;

/** RFC 9525 section 6: one of the subject alternative names stands for the server; the common name counts for nothing. */
export const checkLeafName: Check = (certificate, { position, serverName, host }) => {
  if (position !== "leaf") return NO_FAULTS;
  const names = certificate.subjectAltNames;
  if (serverName && names?.some((name) => matchesName(name, serverName))) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.subjectAltName)?.offset;
  const fault: Fault = { rule: "chain/name-mismatch", params: [host, describe(names)] };
  return [offset === undefined ? fault : { ...fault, offset }];
};

function describe(names: readonly GeneralName[] | undefined): string {
  const texts: string[] = [];
  for (const name of names ?? []) {
    if (name.type === "dns") texts.push(name.value);
    else if (name.type === "ip") texts.push(formatIpAddress(name.bytes));
  }
  if (texts.length === 0) return "–";
  const shown = texts.slice(0, MAX_NAMES_SHOWN).join(", ");
  return texts.length > MAX_NAMES_SHOWN ? `${shown}, … (${texts.length})` : shown;
}

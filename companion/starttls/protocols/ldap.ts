import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const LDAP: Beginning = { name: "ldap", port: 389, begin: ldap };

const START_TLS_OID = "1.3.6.1.4.1.1466.20037";

/** LDAPMessage { 1, ExtendedRequest { requestName } } (RFC 4511 sections 4.12 and 4.14). */
const REQUEST = Buffer.from([0x30, START_TLS_OID.length + 7, 0x02, 0x01, 0x01, 0x77, START_TLS_OID.length + 2, 0x80, START_TLS_OID.length, ...Buffer.from(START_TLS_OID, "latin1")]);

const MAX_LENGTH = 16_384;

/** RFC 4511 section 4.14. */
async function ldap(conversation: Conversation): Promise<void> {
  conversation.send(REQUEST);
  const answer = await readElement(conversation);
  // messageID 1, ExtendedResponse, resultCode of one byte.
  const match = answer.length >= 8 && answer.subarray(0, 4).equals(Buffer.from([0x02, 0x01, 0x01, 0x78])) ? resultCode(answer.subarray(4)) : undefined;
  if (match === undefined) throw otherProtocol("LDAP", answer.toString("hex"));
  if (match !== 0) throw refused(`the server refused StartTLS with result code ${match}`);
}

/** The content of a SEQUENCE. */
async function readElement(conversation: Conversation): Promise<Buffer> {
  const head = await conversation.bytes(2);
  const [tag, first = 0] = head;
  if (tag !== 0x30) throw otherProtocol("LDAP", head.toString("hex"));
  if (first < 0x80) return conversation.bytes(first);
  const size = first & 0x7f;
  if (size === 0 || size > 4) throw otherProtocol("LDAP", head.toString("hex"));
  const length = (await conversation.bytes(size)).readUIntBE(0, size);
  if (length > MAX_LENGTH) throw otherProtocol("LDAP", `an answer of ${length} bytes`);
  return conversation.bytes(length);
}

/** Of an ExtendedResponse from its length on: LDAPResult begins with an ENUMERATED. */
function resultCode(response: Buffer): number | undefined {
  const first = response[0] ?? 0;
  const at = first < 0x80 ? 1 : 1 + (first & 0x7f);
  return response[at] === 0x0a && response[at + 1] === 1 ? response[at + 2] : undefined;
}

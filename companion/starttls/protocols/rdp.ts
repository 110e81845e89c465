import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const RDP: Beginning = { name: "rdp", port: 3389, begin: rdp };

/** TPKT, an X.224 connection request, and in it an RDP Negotiation Request for TLS, also under CredSSP ([MS-RDPBCGR] section 2.2.1.1). */
const REQUEST = Buffer.from([0x03, 0x00, 0x00, 0x13, 0x0e, 0xe0, 0, 0, 0, 0, 0, 0x01, 0x00, 0x08, 0x00, 0x0b, 0, 0, 0]);

const CONFIRM = 0xd0;
const RESPONSE = 2;
/** TPKT header, length, type, two references and class. */
const PLAIN_LENGTH = 11;
const MAX_LENGTH = 1024;

/** [MS-RDPBCGR] section 2.2.1.2. */
async function rdp(conversation: Conversation): Promise<void> {
  conversation.send(REQUEST);
  const head = await conversation.bytes(4);
  const length = head.readUInt16BE(2);
  if (head[0] !== 3 || head[1] !== 0 || length < PLAIN_LENGTH || length > MAX_LENGTH) throw otherProtocol("RDP", head.toString("latin1"));
  const answer = await conversation.bytes(length - head.length);
  if (answer[1] !== CONFIRM) throw otherProtocol("RDP", answer.toString("hex"));
  // Behind length, type, references and class: type, flags, length and what was selected, or the reason.
  if (answer.length < 15 || answer[7] !== RESPONSE) throw refused(answer.length < 15 ? "the server has RDP's own security alone" : `the server refused TLS with code ${answer.readUInt32LE(11)}`);
  if (answer.readUInt32LE(11) === 0) throw refused("the server chose RDP's own security");
}

import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const MYSQL: Beginning = { name: "mysql", port: 3306, begin: mysql };

const CLIENT_SSL = 0x0800;
/** CLIENT_PROTOCOL_41, CLIENT_SSL, CLIENT_SECURE_CONNECTION. */
const CAPABILITIES = 0x0200 | CLIENT_SSL | 0x8000;
const UTF8MB4 = 45;
const MAX_LENGTH = 4096;

/** MySQL's client/server protocol, "Protocol::HandshakeV10" and "Protocol::SSLRequest". */
async function mysql(conversation: Conversation): Promise<void> {
  const head = await conversation.bytes(4);
  const length = head.readUIntLE(0, 3);
  if (length === 0 || length > MAX_LENGTH || head[3] !== 0) throw otherProtocol("MySQL", head.toString("hex"));
  const greeting = await conversation.bytes(length);
  if (greeting[0] === 0xff) throw refused("the server refused the connection", greeting.subarray(3).toString("latin1"));
  const versionEnd = greeting.indexOf(0, 1);
  // Behind the version: thread 4, salt 8, filler 1, then the lower half of the capabilities.
  const at = versionEnd + 1 + 4 + 8 + 1;
  if (greeting[0] !== 10 || versionEnd < 0 || greeting.length < at + 2) throw otherProtocol("MySQL", greeting.subarray(0, 40).toString("latin1"));
  if ((greeting.readUInt16LE(at) & CLIENT_SSL) === 0) throw refused("the server is set up without TLS");
  const request = Buffer.alloc(4 + 32);
  request.writeUIntLE(32, 0, 3);
  request.writeUInt8(1, 3);
  request.writeUInt32LE(CAPABILITIES, 4);
  request.writeUInt32LE(0x0100_0000, 8);
  request.writeUInt8(UTF8MB4, 12);
  conversation.send(request);
}

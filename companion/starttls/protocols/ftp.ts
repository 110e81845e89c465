import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";
import { readReply } from "../reply-codes.ts";

export const FTP: Beginning = { name: "ftp", port: 21, begin: ftp };

/** RFC 4217 section 4. */
async function ftp(conversation: Conversation): Promise<void> {
  const greeting = await readReply(conversation, "FTP");
  if (greeting.code !== 220) throw otherProtocol("FTP that takes connections", greeting.lines.join(" "));
  conversation.send("AUTH TLS\r\n");
  const answer = await readReply(conversation, "FTP");
  if (answer.code !== 234) throw refused("the server refused AUTH TLS", answer.lines.join(" "));
}

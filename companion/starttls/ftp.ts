import { otherProtocol, refused, type Conversation } from "./conversation.ts";
import { readReply } from "./reply-codes.ts";

/** RFC 4217 section 4. */
export async function ftp(conversation: Conversation): Promise<void> {
  const greeting = await readReply(conversation, "FTP");
  if (greeting.code !== 220) throw otherProtocol("FTP that takes connections", greeting.lines.join(" "));
  conversation.send("AUTH TLS\r\n");
  const answer = await readReply(conversation, "FTP");
  if (answer.code !== 234) throw refused("the server refused AUTH TLS", answer.lines.join(" "));
}

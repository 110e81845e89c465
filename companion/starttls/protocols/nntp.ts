import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";
import { readReply } from "../reply-codes.ts";

export const NNTP: Beginning = { name: "nntp", port: 119, begin: nntp };

/** RFC 4642 section 2.2. */
async function nntp(conversation: Conversation): Promise<void> {
  const greeting = await readReply(conversation, "NNTP");
  if (greeting.code !== 200 && greeting.code !== 201) throw otherProtocol("NNTP that takes connections", greeting.lines.join(" "));
  conversation.send("STARTTLS\r\n");
  const answer = await readReply(conversation, "NNTP");
  if (answer.code !== 382) throw refused("the server refused STARTTLS", answer.lines.join(" "));
}

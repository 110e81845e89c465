import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const POP3: Beginning = { name: "pop3", port: 110, begin: pop3 };

/** RFC 2595 section 4. */
async function pop3(conversation: Conversation): Promise<void> {
  const greeting = await conversation.line();
  if (!greeting.startsWith("+OK")) throw otherProtocol("POP3 that takes connections", greeting);
  conversation.send("STLS\r\n");
  const answer = await conversation.line();
  if (!answer.startsWith("+OK")) throw refused("the server refused STLS", answer);
}

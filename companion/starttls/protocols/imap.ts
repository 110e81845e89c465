import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const IMAP: Beginning = { name: "imap", port: 143, begin: imap };

/** RFC 9051 section 6.2.1. */
async function imap(conversation: Conversation): Promise<void> {
  const greeting = await conversation.line();
  if (!/^\* OK\b/i.test(greeting)) throw otherProtocol("IMAP that takes connections", greeting);
  conversation.send("a1 STARTTLS\r\n");
  for (;;) {
    const line = await conversation.line();
    if (line.startsWith("* ")) continue;
    if (/^a1 OK\b/i.test(line)) return;
    throw refused("the server refused STARTTLS", line);
  }
}

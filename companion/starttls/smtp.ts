import { otherProtocol, refused, type Conversation } from "./conversation.ts";
import { readReply } from "./reply-codes.ts";

/** RFC 3207. */
export async function smtp(conversation: Conversation): Promise<void> {
  const greeting = await readReply(conversation, "SMTP");
  if (greeting.code !== 220) throw otherProtocol("SMTP that takes connections", greeting.lines.join(" "));
  conversation.send("EHLO tlscope.invalid\r\n");
  const capabilities = await readReply(conversation, "SMTP");
  if (capabilities.code !== 250) throw refused("the server does not take EHLO", capabilities.lines.join(" "));
  if (!capabilities.lines.some((line) => /^STARTTLS\s*$/i.test(line))) throw refused("the server does not offer STARTTLS");
  conversation.send("STARTTLS\r\n");
  const answer = await readReply(conversation, "SMTP");
  if (answer.code !== 220) throw refused("the server refused STARTTLS", answer.lines.join(" "));
}

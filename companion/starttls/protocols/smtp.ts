import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";
import { readReply } from "../reply-codes.ts";

export const SMTP: Beginning = { name: "smtp", port: 25, begin: smtp };
export const LMTP: Beginning = { name: "lmtp", port: 24, begin: lmtp };

/** RFC 3207. */
function smtp(conversation: Conversation): Promise<void> {
  return mail(conversation, "SMTP", "EHLO");
}

/** RFC 2033 and RFC 3207. */
function lmtp(conversation: Conversation): Promise<void> {
  return mail(conversation, "LMTP", "LHLO");
}

async function mail(conversation: Conversation, protocol: string, hello: string): Promise<void> {
  const greeting = await readReply(conversation, protocol);
  if (greeting.code !== 220) throw otherProtocol(`${protocol} that takes connections`, greeting.lines.join(" "));
  conversation.send(`${hello} tlscope.invalid\r\n`);
  const capabilities = await readReply(conversation, protocol);
  if (capabilities.code !== 250) throw refused(`the server does not take ${hello}`, capabilities.lines.join(" "));
  if (!capabilities.lines.some((line) => /^STARTTLS\s*$/i.test(line))) throw refused("the server does not offer STARTTLS");
  conversation.send("STARTTLS\r\n");
  const answer = await readReply(conversation, protocol);
  if (answer.code !== 220) throw refused("the server refused STARTTLS", answer.lines.join(" "));
}

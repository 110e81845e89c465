import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const SIEVE: Beginning = { name: "sieve", port: 4190, begin: sieve };

/** Lines of one answer. */
const MAX_LINES = 200;

/** RFC 5804 sections 1.7 and 2.2. */
async function sieve(conversation: Conversation): Promise<void> {
  const greeting = await readAnswer(conversation);
  if (!/^"IMPLEMENTATION"/i.test(greeting[0] ?? "")) throw otherProtocol("ManageSieve", greeting.join(" "));
  if (!greeting.some((line) => /^"STARTTLS"\s*$/i.test(line))) throw refused("the server does not offer STARTTLS");
  conversation.send("STARTTLS\r\n");
  const answer = await readAnswer(conversation);
  if (!/^OK\b/i.test(answer.at(-1) ?? "")) throw refused("the server refused STARTTLS", answer.join(" "));
}

/** All up to and with the line that ends it. */
async function readAnswer(conversation: Conversation): Promise<string[]> {
  const lines: string[] = [];
  for (;;) {
    const line = await conversation.line();
    lines.push(line);
    if (/^(?:OK|NO|BYE)\b/i.test(line)) return lines;
    // Its lines are quoted texts.
    if (!line.startsWith('"') || lines.length > MAX_LINES) throw otherProtocol("ManageSieve", line);
  }
}

import { otherProtocol, type Conversation } from "./conversation.ts";

/** Lines of one reply. */
const MAX_LINES = 200;

/** A reply with a code of three digits, of one line or more (RFC 5321 section 4.2.1, RFC 959 section 4.2). */
export async function readReply(conversation: Conversation, protocol: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  let code: string | undefined;
  for (;;) {
    const line = await conversation.line();
    const parts = /^(\d{3})(?:([ -])(.*))?$/.exec(line);
    // FTP's inner lines may lack the code.
    if (parts === null && code === undefined) throw otherProtocol(protocol, line);
    code ??= parts?.[1];
    lines.push(parts?.[1] === code ? parts?.[3] ?? "" : line);
    if (lines.length > MAX_LINES) throw otherProtocol(protocol, "a reply without end");
    if (parts !== null && parts[1] === code && parts[2] !== "-") return { code: Number(code), lines };
  }
}

import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const IRC: Beginning = { name: "irc", port: 6667, begin: irc };

/** Lines before the answer: notices that greet. */
const MAX_LINES = 200;
/** RPL_STARTTLS. */
const GRANTED = "670";
/** ERR_UNKNOWNCOMMAND, ERR_NOTREGISTERED, ERR_STARTTLS. */
const REFUSED: ReadonlySet<string> = new Set(["421", "451", "691"]);

/** IRCv3 "STARTTLS" (https://ircv3.net/specs/deprecated/tls). */
async function irc(conversation: Conversation): Promise<void> {
  conversation.send("STARTTLS\r\n");
  for (let lines = 0; lines < MAX_LINES; lines += 1) {
    const line = await conversation.line();
    const { command = "", rest = "" } = /^(?::\S+ )?(?<command>[A-Za-z]+|(?<=^:\S+ )\d{3})(?: (?<rest>.*))?$/.exec(line)?.groups ?? {};
    if (command === "") throw otherProtocol("IRC", line);
    if (command === GRANTED) return;
    if (REFUSED.has(command) || command.toUpperCase() === "ERROR") throw refused("the server refused STARTTLS", line);
    if (command.toUpperCase() === "PING") conversation.send(`PONG ${rest}\r\n`);
  }
  throw otherProtocol("IRC that answers", `${MAX_LINES} lines without an answer`);
}

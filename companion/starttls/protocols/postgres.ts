import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const POSTGRES: Beginning = { name: "postgres", port: 5432, begin: postgres };
/** From PostgreSQL 17 on ("sslnegotiation=direct"). */
export const POSTGRES_DIRECT: Beginning = { name: "postgres-direct", port: 5432, alpn: "postgresql" };

/** SSLRequest: its length, and the code 80877103. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** PostgreSQL's frontend/backend protocol, "SSL Session Encryption". */
async function postgres(conversation: Conversation): Promise<void> {
  conversation.send(SSL_REQUEST);
  const answer = (await conversation.bytes(1)).toString("latin1");
  if (answer === "N") throw refused("the server is set up without TLS");
  if (answer !== "S") throw otherProtocol("PostgreSQL", answer);
}

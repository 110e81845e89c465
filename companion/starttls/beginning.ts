import type { Conversation } from "./conversation.ts";

/** A protocol that begins in clear and changes over to TLS, or that begins with TLS and wants to be named in it. */
export interface Beginning {
  /** What a person gives to --starttls. */
  name: string;
  /** The port that IANA has for it. */
  port: number;
  /** `host`: whom a protocol that asks is told. Absent: TLS is the first that is said. @throws ProbeError */
  begin?: (conversation: Conversation, host: string) => Promise<void>;
  /** The name to offer by ALPN. */
  alpn?: string;
}

import type { Beginning } from "../beginning.ts";
import { otherProtocol, refused, type Conversation } from "../conversation.ts";

export const XMPP: Beginning = { name: "xmpp", port: 5222, begin: (conversation, host) => xmpp(conversation, host, "jabber:client") };
export const XMPP_SERVER: Beginning = { name: "xmpp-server", port: 5269, begin: (conversation, host) => xmpp(conversation, host, "jabber:server") };

const TLS_NAMESPACE = "urn:ietf:params:xml:ns:xmpp-tls";

/** RFC 6120 section 5. `domain`: whom the stream is to; `namespace`: "jabber:client" or "jabber:server". */
async function xmpp(conversation: Conversation, domain: string, namespace: string): Promise<void> {
  conversation.send(`<?xml version='1.0'?><stream:stream xmlns='${namespace}' xmlns:stream='http://etherx.jabber.org/streams' to='${domain}' version='1.0'>`);
  const features = await conversation.text(/<(?:\w+:)?features\s*\/>|<\/(?:\w+:)?features\s*>|<(?:\w+:)?error[\s/>]|^(?!\s*<)[^]{1,}/);
  if (!/^\s*</.test(features)) throw otherProtocol("XMPP", features);
  if (!features.includes(TLS_NAMESPACE)) throw refused("the server does not offer STARTTLS", /<(?:\w+:)?error/.test(features) ? features.slice(-200) : undefined);
  conversation.send(`<starttls xmlns='${TLS_NAMESPACE}'/>`);
  const answer = await conversation.text(/<(?:\w+:)?(?:proceed|failure)\b[^>]*(?:\/>|><\/(?:\w+:)?(?:proceed|failure)\s*>)|<\/stream:stream>/);
  if (!/<(?:\w+:)?proceed\b/.test(answer)) throw refused("the server refused STARTTLS", answer);
}

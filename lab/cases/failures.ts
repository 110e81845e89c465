import { defineCase } from "./base.ts";

export const failures = [
  defineCase({
    host: "reset.test",
    category: "failure",
    title: "Reset in the handshake",
    description: "The server resets the connection (TCP RST) when it has read the ClientHello.",
    server: { kind: "reset" },
    expect: { outcome: "fails", errorName: "NS_ERROR_NET_RESET" },
  }),
];

import type { Socket } from "node:net";
import type { BrokenServer } from "../case.ts";
import { farewell } from "./router.ts";

/** What a server does that has read a whole ClientHello and will not answer it with a ServerHello. */
export function breakOff(kind: BrokenServer["kind"], socket: Socket): void {
  switch (kind) {
    case "reset":
      socket.resetAndDestroy();
      return;
    case "close":
      // Read what there is first: closing with unread bytes would be a reset.
      socket.resume();
      socket.on("error", () => socket.destroy());
      socket.end();
      return;
    case "text":
      socket.resume();
      farewell(socket, "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 20\r\nconnection: close\r\n\r\nThis is no TLS port.");
  }
}

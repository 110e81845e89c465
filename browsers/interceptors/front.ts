/** What a browser in tests has for a proxy: it leads each connection to the sites themselves, or to the program that is in the middle now. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** Where a front leads to. */
export type FrontTarget =
  /** Every name to the sites, as they are. */
  | { takes: "origin" }
  | { takes: "proxy" | "tls"; port: number };

export interface Front {
  port: number;
  /** Leads elsewhere from now on; connections end. */
  leadTo(target: FrontTarget): void;
  stop(): Promise<void>;
}

const HEAD_LIMIT = 16_384;

/** Starts on loopback, leading to the sites. `originPort`: where they are, whatever their name and port. */
export async function startFront(originPort: number): Promise<Front> {
  let target: FrontTarget = { takes: "origin" };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const lead = (client: Socket, head: Buffer): void => {
    const { takes } = target;
    const end = head.indexOf("\r\n\r\n") + 4;
    if (!head.subarray(0, 8).equals(Buffer.from("CONNECT "))) {
      client.end("HTTP/1.1 502 Bad gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const port = target.takes === "origin" ? originPort : target.port;
    const further = keep(connect(port, "127.0.0.1", () => {
      if (takes !== "proxy") client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      further.write(takes === "proxy" ? head : head.subarray(end));
      client.pipe(further).pipe(client);
    }));
    further.on("close", () => client.destroy());
    client.on("close", () => further.destroy());
  };
  const server = createServer((client) => {
    keep(client);
    let head = Buffer.alloc(0);
    const gather = (bytes: Buffer): void => {
      head = Buffer.concat([head, bytes]);
      if (!head.includes("\r\n\r\n")) {
        if (head.length > HEAD_LIMIT) client.destroy();
        return;
      }
      client.off("data", gather);
      client.pause();
      lead(client, head);
    };
    client.on("data", gather);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (next) => {
      target = next;
      drop();
    },
    stop: () => close(server, drop),
  };
}

async function close(server: Server, drop: () => void): Promise<void> {
  drop();
  await new Promise((resolve) => server.close(resolve));
}

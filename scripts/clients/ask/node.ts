import { readFileSync } from "node:fs";
import { connect } from "node:tls";
import type { Asked, RealClient, ServedTarget } from "./client.ts";
import { eachOf } from "./run.ts";

/** The Node that runs this. */
export async function askNode({ targets, rootsFile }: Asked): Promise<RealClient> {
  const ca = readFileSync(rootsFile, "utf8").split(/(?=-----BEGIN)/);
  const answers = await eachOf(targets, 3, (target) => askOne(target, ca));
  return { id: "node", version: `Node ${process.versions.node} OpenSSL ${process.versions.openssl}`, answers };
}

function askOne({ host, port }: ServedTarget, ca: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, servername: host, ca, timeout: 20_000 }, () => {
      socket.destroy();
      resolve("");
    });
    socket.once("error", (error: Error) => {
      socket.destroy();
      resolve(error.message || "refused");
    });
    socket.once("timeout", () => {
      socket.destroy();
      resolve("no answer");
    });
  });
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { buildGo } from "./ask/programs.ts";
import type { ServedTarget } from "./ask/client.ts";
import type { ServedChain } from "./generate.ts";
import { serveMlDsa } from "./ml-dsa/serve.ts";

export interface Served {
  targets: readonly ServedTarget[];
  stop(): void;
}

/** Starts a server for each chain on the loopback address. @throws NotRun where there is no Go. */
export async function serveChains(chains: readonly ServedChain[], folder: string): Promise<Served> {
  const child = spawn(await buildGo("serve", folder), [], { stdio: ["pipe", "pipe", "inherit"] });
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const byGo = chains.filter(({ mlDsa }) => mlDsa === undefined);
  child.stdin.write(`${JSON.stringify(byGo.map(({ key, sent }) => ({ Key: base64(key), Sent: sent.map(base64) })))}\n`);
  let text = "";
  child.stdout.setEncoding("utf8");
  while (!text.includes("\n")) {
    const [part] = await Promise.race([once(child.stdout, "data"), once(child, "exit").then(() => { throw new Error("The server ended before it said its ports."); })]) as [string];
    text += part;
  }
  const ports = JSON.parse(text) as number[];
  const own = new Map<ServedChain, Awaited<ReturnType<typeof serveMlDsa>>>();
  for (const chain of chains) if (chain.mlDsa !== undefined) own.set(chain, await serveMlDsa(chain, chain.mlDsa));
  return {
    targets: chains.map((chain) => ({ host: chain.host, port: own.get(chain)?.port ?? ports[byGo.indexOf(chain)] ?? 0 })),
    stop: () => {
      child.stdin.end();
      for (const { server } of own.values()) server.close();
    },
  };
}

import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Asked, RealClient } from "./client.ts";
import { eachOf, runClient } from "./run.ts";

/** wget, which has no way to be told a host's address: it asks by a proxy that connects to this machine whatever the name is. */
export async function askWget({ targets, rootsFile, folder }: Asked): Promise<RealClient> {
  const nowhere = join(folder, "no-roots");
  await mkdir(nowhere, { recursive: true });
  const { stdout: version } = await runClient("wget", ["--version"]);
  const proxy = createServer().on("connect", ({ url = "" }, toClient) => {
    const toServer = connect(Number(url.slice(url.lastIndexOf(":") + 1)), "127.0.0.1", () => {
      toClient.write("HTTP/1.1 200 OK\r\n\r\n");
      toServer.pipe(toClient).pipe(toServer);
    });
    // A client that refuses a chain closes as it likes: what it says of it counts.
    toServer.on("error", () => toClient.destroy());
    toClient.on("error", () => toServer.destroy());
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port: at } = proxy.address() as AddressInfo;
  try {
    const answers = await eachOf(targets, 3, async ({ host, port }) => {
      const { code, stderr } = await runClient("wget", [
        "--no-config", "--tries=1", "--timeout=20", "--no-hsts", `--ca-certificate=${rootsFile}`, `--ca-directory=${nowhere}`, "-e", `https_proxy=http://127.0.0.1:${String(at)}/`, "-O", "/dev/null", `https://${host}:${String(port)}/`,
      ], "", { seconds: 30, env: { LC_ALL: "C", no_proxy: "" } });
      return code === 0 ? "" : stderr.split("\n").filter((line) => /^(?:ERROR|GnuTLS|The certificate)/.test(line)).join(" ") || `status ${String(code)}: ${stderr.slice(-200)}`;
    });
    return { id: "wget", version: /^GNU Wget (\S+)/.exec(version)?.[1] ?? "", answers };
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
}

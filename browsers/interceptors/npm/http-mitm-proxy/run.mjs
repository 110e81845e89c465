// Runs http-mitm-proxy, from a folder where it is installed, with the CA that it makes at its first start.
import { createRequire } from "node:module";
import { join } from "node:path";

const [root, folder, port, , originPort] = process.argv.slice(2);
const { Proxy } = createRequire(join(root, "package.json"))("http-mitm-proxy");
const proxy = new Proxy();
proxy.onError((_context, error) => console.error(error));
proxy.onRequest((context, next) => {
  // Every name leads to the sites of the tests.
  Object.assign(context.proxyToServerRequestOptions, { host: "127.0.0.1", port: Number(originPort), servername: context.clientToProxyRequest.headers.host.split(":")[0], rejectUnauthorized: false });
  next();
});
proxy.listen({ host: "127.0.0.1", port: Number(port), sslCaDir: folder });

// Runs anyproxy, from a folder where it is installed, with the CA that it makes at its first start. It keeps that in the home.
import { createRequire } from "node:module";
import { join } from "node:path";

const [root, , port, , originPort] = process.argv.slice(2);
const AnyProxy = createRequire(join(root, "package.json"))("anyproxy");
const begin = () => {
  const rule = {
    *beforeDealHttpsRequest() {
      return true;
    },
    *beforeSendRequest({ requestOptions }) {
      return { requestOptions: { ...requestOptions, servername: requestOptions.hostname, hostname: "127.0.0.1", port: Number(originPort) } };
    },
  };
  const server = new AnyProxy.ProxyServer({ port: Number(port), rule, forceProxyHttps: true, dangerouslyIgnoreUnauthorized: true, silent: true, webInterface: { enable: false } });
  server.on("error", (error) => console.error(error));
  server.start();
};
if (AnyProxy.utils.certMgr.ifRootCAFileExists()) begin();
else {
  AnyProxy.utils.certMgr.generateRootCA((error) => {
    if (error) throw error;
    begin();
  });
}

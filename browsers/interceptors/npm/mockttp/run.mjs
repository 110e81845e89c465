// Runs mockttp, from a folder where it is installed, as HTTP Toolkit does: a CA of its own, and all requests passed on.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [root, folder, port, upstreamProxy] = process.argv.slice(2);
const { generateCACertificate, getLocal } = createRequire(join(root, "package.json"))("mockttp");
const https = await generateCACertificate({ subject: { commonName: "HTTP Toolkit CA" } });
const server = getLocal({ https });
await server.forUnmatchedRequest().thenPassThrough({ ignoreHostHttpsErrors: true, proxyConfig: { proxyUrl: `http://127.0.0.1:${upstreamProxy}` } });
await server.start(Number(port));
writeFileSync(join(folder, "ca.pem"), https.cert);

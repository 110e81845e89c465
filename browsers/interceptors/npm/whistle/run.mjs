// Runs whistle, from a folder where it is installed, with the CA that it makes at its first start. It keeps that in the home.
import { createRequire } from "node:module";
import { join } from "node:path";

const [root, , port, , originPort] = process.argv.slice(2);
createRequire(join(root, "package.json"))("whistle")({ port: Number(port), host: "127.0.0.1", mode: "multiEnv|capture", rules: { Default: `/.*/ host://127.0.0.1:${originPort} enable://capture` } });

import { join } from "node:path";
import type { InterceptorProgram } from "./interceptor.ts";
import { MITMPROXY } from "./mitmproxy.ts";
import { nodeProgram } from "./node-program.ts";
import { PRIVOXY } from "./privoxy.ts";
import { SQUID } from "./squid.ts";
import { SSLSPLIT } from "./sslsplit.ts";

/** All that are tried. */
export const INTERCEPTOR_PROGRAMS: readonly InterceptorProgram[] = [
  MITMPROXY,
  SQUID,
  nodeProgram("mockttp", "HTTP Toolkit", "ca.pem"),
  nodeProgram("http-mitm-proxy", "http-mitm-proxy", join("certs", "ca.pem")),
  PRIVOXY,
  SSLSPLIT,
  nodeProgram("whistle", "whistle", join(".WhistleAppData", ".whistle", "certs", "root.crt")),
  nodeProgram("anyproxy", "AnyProxy", join(".anyproxy", "certificates", "rootCA.crt")),
];

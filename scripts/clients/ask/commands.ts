import { runClient, eachOf } from "./run.ts";
import type { Asked, RealClient } from "./client.ts";

const AT_ONCE = 3;

/** `openssl s_client`, which is stricter than `openssl verify`: it has a security level, and reads all that is sent. */
export async function askOpenssl({ targets, rootsFile }: Asked): Promise<RealClient> {
  const { stdout: version } = await runClient("openssl", ["version"]);
  const answers = await eachOf(targets, AT_ONCE, async ({ host, port }) => {
    const { code, stdout, stderr } = await runClient("openssl", [
      "s_client", "-connect", `127.0.0.1:${String(port)}`, "-servername", host, "-verify_hostname", host, "-verify_return_error", "-CAfile", rootsFile, "-no-CApath", "-no-CAstore", "-verify_quiet",
    ], "", { seconds: 30 });
    if (code === 0 && /Verify return code: 0 \(ok\)|Verification: OK/.test(stdout)) return "";
    return /verify error:num=\d+:(.*)/.exec(stdout + stderr)?.[1] ?? /:error:[^:]*:(.*)/.exec(stderr)?.[1] ?? `status ${String(code)}: ${stderr.slice(0, 200)}`;
  });
  return { id: "openssl", version: version.trim().split(" ").slice(0, 2).join(" "), answers };
}

/** `gnutls-cli`, which holds what is sent against its lists as a client does; certtool is milder. */
export async function askGnutls({ targets, rootsFile }: Asked, command = process.env["GNUTLS_CLI"] ?? "gnutls-cli"): Promise<RealClient> {
  const { stdout: version } = await runClient(command, ["--version"]);
  const answers = await eachOf(targets, AT_ONCE, async ({ host, port }) => {
    const { code, stdout, stderr } = await runClient(command, [`--x509cafile=${rootsFile}`, `--sni-hostname=${host}`, `--verify-hostname=${host}`, `--port=${String(port)}`, "--no-ocsp", "127.0.0.1"], "", { seconds: 30 });
    if (/Status: The certificate is trusted/.test(stdout) && /Handshake was completed/.test(stdout)) return "";
    return /Status: (.*)/.exec(stdout)?.[1] ?? /\*\*\* (?:Fatal error: )?(.*)/.exec(stdout + stderr)?.[1] ?? `status ${String(code)}: ${(stdout + stderr).slice(-200)}`;
  });
  return { id: "gnutls", version: /gnutls-cli (\S+)/.exec(version)?.[1] ?? "", answers };
}

export async function askCurl({ targets, rootsFile }: Asked): Promise<RealClient> {
  const { stdout: version } = await runClient("curl", ["--version"]);
  const answers = await eachOf(targets, AT_ONCE, async ({ host, port }) => {
    const { code, stderr } = await runClient("curl", ["--silent", "--show-error", "--cacert", rootsFile, "--capath", "/nonexistent", "--connect-to", `::127.0.0.1:${String(port)}`, "--max-time", "30", `https://${host}:${String(port)}/`]);
    return code === 0 ? "" : stderr.trim() || `status ${String(code)}`;
  });
  return { id: "curl", version: /^curl (\S+).*?(OpenSSL\/\S+)/.exec(version)?.slice(1).join(" ") ?? "", answers };
}

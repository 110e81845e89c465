/** Private windows, opened as a person does: by the browser itself, whatever its add-ons may see. */
import type { LaunchedFirefox } from "./firefox.ts";

interface BidiConnection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}

/** Opens a private window with the address. Needs `--remote-allow-system-access`, which launchFirefox gives. */
export async function openPrivateWindow({ browser }: LaunchedFirefox, url: string): Promise<void> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  const tree = (await connection.send("browsingContext.getTree", { "moz:scope": "chrome" })).result as { contexts: { context: string; url: string }[] };
  const window = tree.contexts.find((candidate) => candidate.url.endsWith("browser.xhtml"));
  if (window === undefined) throw new Error("Firefox shows no window.");
  const expression = `(async () => {
    const opened = OpenBrowserWindow({ private: true });
    await new Promise((resolve) => opened.addEventListener("load", resolve, { once: true }));
    await opened.delayedStartupPromise;
    opened.gBrowser.selectedBrowser.fixupAndLoadURIString(${JSON.stringify(url)}, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
  })()`;
  const answer = (await connection.send("script.evaluate", { expression, awaitPromise: true, target: { context: window.context } })).result as { type: string; exceptionDetails?: { text: string } };
  if (answer.type !== "success") throw new Error(`The private window could not be opened: ${answer.exceptionDetails?.text ?? answer.type}`);
}

/** What the add-on's background costs pages while it works: for tests and benches. */
import type { Page } from "puppeteer-core";
import { identity, issue, issueCa, NOW, selfSigned } from "../lab/pki/maker.ts";
import { toBase64 } from "../src/core/bytes/base64.ts";
import type { AddonGlobal } from "./addon-page.ts";

/** esbuild wraps named functions in this helper, which the page does not have. */
const KEEP_NAMES = "globalThis.__name = (named) => named";

/** Certificates of servers; each is for as many hosts. */
const LEAVES = 60;
/** Entries that are put into storage at once. */
const AT_ONCE = 500;

/**
 * Puts so many connections, each to a host of its own, where the background keeps what the session has shown, with `omitted` more
 * that it could not keep. It knows of them once it was stopped and is started anew. `control`: a page of the add-on.
 */
export async function rememberConnections(control: Page, count: number, omitted = 0): Promise<void> {
  const items = Object.entries(await madeUp(count, omitted));
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await control.evaluate((some) => (globalThis as AddonGlobal).browser.storage.session.set(Object.fromEntries(some)), items.slice(start, start + AT_ONCE));
  }
}

/** As the background writes it. */
async function madeUp(count: number, omitted: number): Promise<Record<string, string>> {
  const [rootId, caId, leafId] = await Promise.all([identity("Made-up Root"), identity("Made-up CA"), identity("Made-up Leaf")]);
  const [root, ca] = await Promise.all([selfSigned(rootId), issueCa(caId, rootId)]);
  const leaves = await Promise.all(Array.from({ length: Math.min(LEAVES, count) }, (_, index) => issue(leafId, caId, { dns: [`*.site-${String(index)}.test`] })));
  const items: Record<string, string> = { session: JSON.stringify({ omitted }) };
  for (const { sha256, der } of [root, ca, ...leaves]) items[`certificate/${sha256}`] = JSON.stringify(toBase64(der));
  for (let index = 0; index < count; index += 1) {
    const leaf = leaves[index % leaves.length];
    items[`session/${String(index)}`] = JSON.stringify({
      scheme: "https:", host: `host-${String(index)}.site-${String(index % LEAVES)}.test`, port: 443, ip: "192.0.2.1", requests: 3, types: { image: 2, script: 1 }, firstSeen: NOW, lastSeen: NOW + 1000, main: false, hsts: null,
      tls: {
        builtChain: [leaf?.sha256, ca.sha256, root.sha256], chainValid: true, protocol: "TLS", cipherSuite: 0x1301, tlsVersion: "TLS 1.3", keyExchangeGroup: "x25519",
        extra: {
          source: "firefox", unavailable: { sentChain: "not-exposed", resumed: "not-exposed", alpn: "not-exposed" }, fromCache: false, signatureScheme: "ecdsa_secp256r1_sha256", encryptedClientHello: false, delegatedCredential: false,
          httpVersion: "HTTP/2.0", certificateTransparency: "not_applicable", rootIsBuiltIn: false, extendedValidation: false, usedOcsp: false, usedPrivateDns: false, secretKeyBits: 128,
        },
      },
    });
  }
  return items;
}

/** Has the page ask the background something again and again, so that a browser that unloads an idle one does not take it for one. */
export async function keepAwake(control: Page): Promise<void> {
  await control.evaluate(() => {
    const { runtime } = (globalThis as AddonGlobal).browser;
    setInterval(() => void runtime.sendMessage({ type: "inspection/get" }).catch(() => undefined), 1000);
  });
}

/** Milliseconds from the start of each navigation to the end of the page's load event; the first few loads are not counted. */
export async function loadTimes(page: Page, url: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = -2; i < count; i += 1) {
    await page.goto(url, { waitUntil: "load" });
    const time = await page.evaluate(() => performance.getEntriesByType("navigation").map((entry) => (entry as PerformanceNavigationTiming).loadEventEnd)[0] ?? 0);
    if (i >= 0) times.push(time);
  }
  return times;
}

/** Begins one export of all after another, as the options page makes them, until what it gives is called. That gives how many were made. */
export async function keepExporting(control: Page): Promise<() => Promise<number>> {
  await control.evaluate(KEEP_NAMES);
  await control.evaluate(() => {
    const shared = globalThis as unknown as AddonGlobal & { exporting: boolean; exported: Promise<number> };
    const { runtime } = shared.browser;
    shared.exporting = true;
    const run = async (): Promise<number> => {
      let made = 0;
      const goesOn = (): boolean => shared.exporting;
      while (goesOn()) {
        const { id } = await runtime.sendMessage<object, { id: string }>({ type: "telemetry/begin" });
        for (let share = 0; share < 1 && goesOn();) share = (await runtime.sendMessage<object, { share: number }>({ type: "telemetry/part", id })).share;
        made += 1;
      }
      return made;
    };
    shared.exported = run();
  });
  return () => control.evaluate(() => {
    const shared = globalThis as unknown as { exporting: boolean; exported: Promise<number> };
    shared.exporting = false;
    return shared.exported;
  });
}

export interface ExportTimes {
  /** Until the document was there. Milliseconds. */
  total: number;
  /** The longest stretch in which nothing else ran on the page's thread, in Firefox the background's as well. Milliseconds. */
  longest: number;
  /** Characters of the document as JSON. */
  characters: number;
}

/** One export: "document": as the one message gives it; "parts": as the options page makes it. */
export async function timeExport(control: Page, form: "document" | "parts"): Promise<ExportTimes> {
  await control.evaluate(KEEP_NAMES);
  return await control.evaluate(async (inParts) => {
    const { runtime } = (globalThis as AddonGlobal).browser;
    const watch = { longest: 0, last: performance.now(), running: true };
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      if (watch.running) port2.postMessage(null);
    };
    port2.postMessage(null);
    const began = performance.now();
    let characters = 0;
    let document_: object | undefined;
    if (inParts) {
      const { id } = await runtime.sendMessage<object, { id: string }>({ type: "telemetry/begin" });
      for (let share = 0; share < 1;) {
        const part = await runtime.sendMessage<object, { text: string; share: number }>({ type: "telemetry/part", id });
        characters += part.text.length;
        share = part.share;
      }
    } else {
      document_ = await runtime.sendMessage<object, object>({ type: "telemetry/export" });
    }
    const total = performance.now() - began;
    watch.running = false;
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (document_ !== undefined) characters = JSON.stringify(document_).length;
    return { total, longest: watch.longest, characters };
  }, form === "parts");
}

/** Pictures of the popup where it has most to bear: long and hostile text, many findings, a certificate in full. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { defineCase, goodExpectation } from "../../lab/cases/base.ts";
import type { LabCase } from "../../lab/index.ts";
import { HOSTILE_TEXT } from "../../lab/pki/authorities.ts";
import type { Addon } from "../../browsers/addon.ts";
import { setViewport } from "../../browsers/viewport.ts";
import type { Lab } from "../../lab/lab.ts";

/** As long as a host name can be (RFC 1035 section 2.3.4): 253 characters. */
const LONGEST_HOST = `${["a-name-as-long-as-the-rules-of-the-internet-allow-it-to-become", "b".repeat(62), "c".repeat(62), "d".repeat(59)].map((label) => label.slice(0, 63)).join(".")}.test`.padStart(253, "x");

const parts = { category: "bench", description: "For pictures of the popup.", expect: goodExpectation } as const;

/** The hosts that the pictures are of. */
export function pictureCases(): LabCase[] {
  return [
    defineCase({ ...parts, host: LONGEST_HOST, title: "The longest host name", hsts: null }),
    defineCase({
      ...parts, host: "findings.test", title: "Ten findings", hsts: null,
      server: { version: "TLS 1.2", cipherSuites: ["TLS_RSA_WITH_AES_128_GCM_SHA256"], alpn: ["http/1.1"] },
      certificate: { key: "RSA-2048", issuer: "issuing-rsa" },
      chain: ["leaf", "issuing-rsa"],
      page: { kind: "images", images: 2, hosts: ["hostile-picture.test", "plain-picture.test"] },
    }),
    defineCase({
      ...parts, host: "hostile-picture.test", title: "Hostile text",
      certificate: { issuer: "hostile", subject: [{ type: "C", value: "NL" }, { type: "O", value: HOSTILE_TEXT }, { type: "OU", value: "javascript:alert(3)//\n</title><svg onload=alert(4)>" }, { type: "L", value: "\u202Eecalp a" }, { type: "CN", value: `${HOSTILE_TEXT} ${"very long ".repeat(20)}` }] },
      chain: ["leaf", "hostile"],
    }),
    defineCase({ ...parts, host: "plain-picture.test", title: "Good" }),
  ];
}

interface PopupPicture {
  name: string;
  host: string;
  /** What is opened before the picture is taken: sections by id. */
  open: readonly string[];
  /** Opens the first certificate, and shows it in full. */
  certificate?: true;
  /** What stands at the picture's upper edge; absent: the picture is what is seen without scrolling. */
  from?: string;
}

/** Of a picture that begins further down. CSS pixels. */
const HEIGHT = 1000;

const PICTURES: readonly PopupPicture[] = [
  { name: "popup-long-host", host: LONGEST_HOST, open: [] },
  { name: "popup-findings", host: "findings.test", open: ["findings", "hosts"], from: "#findings" },
  { name: "popup-hostile", host: "hostile-picture.test", open: ["certificates"], certificate: true, from: "#certificates" },
  { name: "popup-certificate", host: "plain-picture.test", open: ["certificates"], certificate: true, from: ".in-full" },
];

/** Takes all of them in one colour scheme into the folder, as `<name>-<scheme>.png`, and gives the paths. `lab`: one with `pictureCases`. */
export async function takePopupPictures(addon: Addon, page: Page, lab: Lab, folder: string, scheme: string): Promise<`${string}.png`[]> {
  const paths: `${string}.png`[] = [];
  for (const picture of PICTURES) {
    await show(addon, page, lab, picture);
    const path = `${folder}/${picture.name}-${scheme}.png` as const;
    await page.screenshot({ path });
    paths.push(path);
  }
  return paths;
}

/** Opens the popup for a picture, as it is to be seen. */
async function show(addon: Addon, page: Page, lab: Lab, { host, open, certificate, from }: PopupPicture): Promise<void> {
  const tabId = await addon.openTab(lab.url(host));
  await addon.settle(tabId);
  await setViewport(page, { width: 400, height: 560 });
  await addon.popup(tabId, page);
  for (const id of open) {
    await page.$eval(`#${id}`, (section) => {
      (section as HTMLDetailsElement).open = true;
    });
  }
  if (certificate !== undefined) {
    await page.$eval(".certificate > details", (details) => {
      (details).open = true;
    });
    await page.$eval(".certificate .in-full", (details) => {
      (details as HTMLDetailsElement).open = true;
    });
    await page.waitForSelector("[data-testid=certificate-viewer]");
  }
  if (from !== undefined) {
    await setViewport(page, { width: 400, height: HEIGHT });
    await page.$eval(from, (element) => element.scrollIntoView());
  }
  // Rows that were out of sight are drawn by the browser a moment after they come into it.
  await sleep(500);
}

// Draws icons/icon.svg as the pictures in icons/png/ that Chromium's toolbar takes. To be run when the icon has changed.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { setUp } from "../browsers/setup/setup.ts";
import { shrinkPng } from "./support/png.ts";

/** CSS pixels. */
const SIZES = [16, 32, 48, 128];
const folder = join("icons", "png");

const { chromium } = await setUp(["chromium"]);
const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
try {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage();
  const icon = Buffer.from(readFileSync(join("icons", "icon.svg"))).toString("base64");
  for (const size of SIZES) {
    await page.setViewport({ width: size, height: size });
    await page.goto(`data:text/html,<style>*{margin:0}img{display:block}</style><img width=${size} height=${size} src="data:image/svg+xml;base64,${icon}">`);
    const file = join(folder, `icon-${size}.png`);
    writeFileSync(file, await shrinkPng(await page.screenshot({ omitBackground: true })));
    console.log(file);
  }
} finally {
  await browser.close();
}

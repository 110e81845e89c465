// What the row of Chromium foretells of sixty chains, held against the real one; `npm run clients` holds all rows against all clients.
import { test } from "node:test";
import { openChromium } from "../../scripts/clients/ask/browsers.ts";
import { holdSample } from "../support/client-sample.ts";

test("sixty chains: each loads in Chromium or not as its row says", async () => {
  await holdSample(openChromium);
});

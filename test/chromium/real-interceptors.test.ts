// mitmproxy in the middle; all programs that are tried are in test/real (npm run test:real). Needs the built add-on (npm run build).
import { tryInChromium } from "../support/real-chromium.ts";

tryInChromium(["mitmproxy"]);

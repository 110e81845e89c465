// mitmproxy and squid in the middle; all programs that are tried are in test/real (npm run test:real). Needs the built add-on
// (npm run build -- --event-page).
import { tryInFirefox } from "../support/real-firefox.ts";

tryInFirefox(["mitmproxy", "squid"]);

// mitmproxy and squid in the middle, one after the other, with all that is asked of the memory; all programs that are tried are in
// test/real (npm run test:real). Needs the built add-on (npm run build -- --event-page).
import { tryInFirefox } from "../support/real-firefox.ts";

tryInFirefox(["mitmproxy", "squid"]);

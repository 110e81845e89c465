// mitmproxy and squid in the middle, one after the other, with all that is asked of the memory. Needs the built add-on (npm run build -- --event-page).
import { tryInFirefox } from "../support/real-firefox.ts";

tryInFirefox(["mitmproxy", "squid"]);

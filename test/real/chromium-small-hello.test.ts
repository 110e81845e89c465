// Programs that cannot read the first message of today's browsers in the middle, in Chromium without post-quantum key shares: npm run test:real
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { tryInChromium } from "../support/real-chromium.ts";

tryInChromium(INTERCEPTOR_PROGRAMS.filter(({ needsSmallHello }) => needsSmallHello === true).map(({ name }) => name));

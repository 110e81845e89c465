// Programs of browsers/interceptors in the middle, in Chromium as it is: npm run test:real
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { tryInChromium } from "../support/real-chromium.ts";

tryInChromium(INTERCEPTOR_PROGRAMS.filter(({ needsSmallHello }) => needsSmallHello !== true).map(({ name }) => name));

// Every program of browsers/interceptors in the middle, in Chromium: npm run test:real
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { tryInChromium } from "../support/real-chromium.ts";

tryInChromium(INTERCEPTOR_PROGRAMS.map(({ name }) => name));

// Every program of browsers/interceptors in the middle, in Firefox: npm run test:real
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { tryInFirefox } from "../support/real-firefox.ts";

tryInFirefox(INTERCEPTOR_PROGRAMS.map(({ name }) => name));

// Programs of browsers/interceptors in the middle, in Firefox as it is: npm run test:real
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { tryInFirefox } from "../support/real-firefox.ts";

tryInFirefox(INTERCEPTOR_PROGRAMS.filter(({ needsSmallHello }) => needsSmallHello !== true).map(({ name }) => name));

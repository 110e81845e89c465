// Programs that cannot read the first message of today's browsers in the middle, in Firefox without post-quantum key shares: npm run test:real
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { tryInFirefox } from "../support/real-firefox.ts";

tryInFirefox(INTERCEPTOR_PROGRAMS.filter(({ needsSmallHello }) => needsSmallHello === true).map(({ name }) => name));

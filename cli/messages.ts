import rating from "../_locales/en/rating.json" with { type: "json" };
import rules from "../_locales/en/rules.json" with { type: "json" };
import { textFrom } from "../src/text.ts";

/** The English messages of judgements, bundled. */
export const english = textFrom({ ...rules, ...rating });

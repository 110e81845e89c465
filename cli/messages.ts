import chain from "../_locales/en/chain.json" with { type: "json" };
import certificateRules from "../_locales/en/certificate-rules.json" with { type: "json" };
import interception from "../_locales/en/interception.json" with { type: "json" };
import profiles from "../_locales/en/profiles.json" with { type: "json" };
import rating from "../_locales/en/rating.json" with { type: "json" };
import rules from "../_locales/en/rules.json" with { type: "json" };
import timestamps from "../_locales/en/timestamps.json" with { type: "json" };
import transparency from "../_locales/en/transparency.json" with { type: "json" };
import { textFrom } from "../src/core/text/message-text.ts";

/** The English messages of judgements, bundled. */
export const english = textFrom({ ...rules, ...certificateRules, ...transparency, ...timestamps, ...chain, ...rating, ...profiles, ...interception });

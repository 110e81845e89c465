import type { SharedName } from "./names.ts";

/** Exported names that mean the same in all the files that declare them, or that nobody takes for another's; each with the reason. */
export const SHARED_NAMES: ReadonlyMap<string, SharedName> = new Map<string, SharedName>([
  ["HOST_NAME", { within: ["companion/native/caller.ts", "src/background/second-look/protocol.ts"], why: "the two ends of native messaging, which cannot import each other; a test holds them to be equal" }],
  ["PROTOCOL", { within: ["companion/native/messages.ts", "src/background/second-look/protocol.ts"], why: "the two ends of native messaging, which cannot import each other; a test holds them to be equal" }],
  ["MIGRATIONS", { within: ["src/settings/settings.ts", "src/background/history/database.ts"], why: "each store has its own" }],
  ["issue", { within: ["lab/pki"], why: "makes a certificate: the lab's own from its table, or one for a test" }],
  ["selfSigned", { within: ["lab/pki/maker.ts", "src/core/rules"], why: "makes a certificate that is what the rules of this name find" }],
  ["ask", { within: ["ui/background.ts", "browsers/addon-page.ts"], why: "sends one of the add-on's messages: from a page, or from a test through a page" }],
]);

import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { OtherClients } from "../../../ui/other-clients.tsx";
import type { ClientAssessment, ClientRemedy } from "../../../src/core/assessment.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { mergeLocale } from "../../../scripts/locales.ts";
import { TextContext } from "../../../ui/text.ts";

const ISSUER = { rule: "chain/issuer-missing", message: "" };
const row = (client: string, verdict: ClientAssessment["verdict"], ...reasons: ClientAssessment["reasons"]): ClientAssessment => ({ client, version: "1", verdict, rules: "whole", path: null, reasons });

function html(locale: string, clients: readonly ClientAssessment[], remedy?: ClientRemedy): string {
  return renderToString(<TextContext.Provider value={textFrom(mergeLocale(`_locales/${locale}`))}><OtherClients clients={clients} remedy={remedy} level={3} /></TextContext.Provider>)
    .replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

test("who refuses and why, and what would make them accept", () => {
  const clients = [row("firefox", "accepts"), row("curl", "refuses", ISSUER), row("java", "refuses", ISSUER), row("go", "refuses", { rule: "chain/weak-key", message: "" })];
  const shown = html("en", clients, { rule: "chain/issuer-missing", message: "", add: { sha256: "aa", pem: "PEM" } });
  assert.match(shown, /Refused by curl, Java: [^;]+; Go: /);
  assert.match(shown, /What would make them accept: Have the server send the missing certificate/);
});

test("nothing to change where nobody refuses, in every language without a key left over", () => {
  for (const locale of ["en", "de", "fr", "es", "ja"]) {
    assert.doesNotMatch(html(locale, [row("curl", "refuses", ISSUER)], { rule: "chain/issuer-missing", message: "" }), /clients_|rule_/, locale);
    assert.doesNotMatch(html(locale, [row("firefox", "accepts"), row("apple", "unknown")]), /clients_/, locale);
  }
});

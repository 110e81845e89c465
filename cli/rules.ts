import { EVERY_RULE } from "../src/core/rules/index.ts";
import { messageStem } from "../src/core/rules/run.ts";
import { EXIT, type ExitStatus } from "./errors.ts";
import { english } from "./messages.ts";
import type { Streams } from "./streams.ts";

/** `tlscope rules`. */
export function printRules({ json }: { json: boolean }, { stdout }: Pick<Streams, "stdout">): ExitStatus {
  stdout.write(json ? `${JSON.stringify(rulesAsJson(), null, 2)}\n` : rulesAsText());
  return EXIT.valid;
}

/** Every rule as JSON: what `tlscope rules --json` prints. */
export function rulesAsJson(): object[] {
  return EVERY_RULE.map(({ id, severity, cap, citation, effective, binds, sameAs, fixes }) => ({
    id,
    title: english(`${messageStem(id)}_title`),
    severity,
    cap: cap ?? null,
    citation,
    ...(effective === undefined ? {} : { effective }),
    ...(binds === undefined ? {} : { binds }),
    sameAs: sameAs ?? [],
    ...(fixes === undefined ? {} : { fixes }),
  }));
}

/** Every rule in a line, for people. */
export function rulesAsText(): string {
  const width = Math.max(...EVERY_RULE.map(({ id }) => id.length));
  return EVERY_RULE.map(({ id, severity, cap, citation }) =>
    `${id.padEnd(width)}  ${severity.padEnd(7)}  ${(cap ?? "").padEnd(2)}  ${english(`${messageStem(id)}_title`)}  [${citation.document}, ${citation.section}]\n`).join("");
}

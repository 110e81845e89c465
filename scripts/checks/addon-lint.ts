import { runQuietly } from "../../browsers/process/run.ts";

/** Errors and warnings of the linter that are understood and let be, once in each of the files, with the reason; `only` in one built add-on. */
export const ALLOWED: readonly { code: string; files: readonly string[]; why: string; only?: string }[] = [
  {
    code: "MANIFEST_FIELD_PRIVILEGED",
    files: ["manifest.json"],
    only: "firefox-experiment",
    why: "An experiment is not for addons.mozilla.org: Firefox takes it where two preferences allow it (docs/firefox-experiment.md).",
  },
];

/** What no entry of the list allows; an entry allows one message for each of its files. */
export function refusedMessages(messages: readonly LintMessage[], name = "firefox"): LintMessage[] {
  const left = ALLOWED.filter(({ only }) => only === undefined || only === name).flatMap(({ code, files }) => files.map((file) => `${code} ${file}`));
  return messages.filter(({ code, file }) => {
    const place = left.indexOf(`${code} ${file ?? ""}`);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

export interface LintMessage {
  code: string;
  message: string;
  description: string;
  file?: string;
  line?: number;
}

interface LintResult {
  ok: boolean;
  output: string;
  summary?: string;
}

/** Lints the built add-ons as addons.mozilla.org does: fails on each error and each warning that is not in the list. */
export async function checkAddonLint(): Promise<LintResult> {
  const results = await Promise.all(["firefox", "firefox-experiment"].map(lint));
  return {
    ok: results.every(({ ok }) => ok),
    output: results.map(({ output }) => output).filter((output) => output !== "").join("\n"),
    summary: results.map(({ summary }) => summary ?? "").join("; "),
  };
}

async function lint(name: string): Promise<LintResult> {
  const { status, output } = await runQuietly(process.execPath, ["node_modules/web-ext/bin/web-ext.js", "lint", "--source-dir", `dist/${name}`, "--output", "json"]);
  const messages = lintMessages(output);
  if (messages === undefined) return { ok: false, output: `web-ext lint of dist/${name} (status ${status}) gave no report:\n${output}` };
  const refused = refusedMessages(messages, name);
  return {
    ok: refused.length === 0,
    output: refused.map(({ code, message, description, file, line }) => `dist/${name}/${file ?? ""}${line === undefined ? "" : `:${line}`}: ${code}: ${message}. ${description}`).join("\n"),
    summary: `${name}: ${refused.length} errors and warnings, ${messages.length - refused.length} allowed`,
  };
}

/** The errors and warnings of web-ext's JSON report; undefined where there is none. */
export function lintMessages(output: string): LintMessage[] | undefined {
  const line = output.split("\n").find((candidate) => candidate.startsWith("{"));
  if (line === undefined) return undefined;
  const report = JSON.parse(line) as { errors?: LintMessage[]; warnings?: LintMessage[] };
  return report.errors === undefined || report.warnings === undefined ? undefined : [...report.errors, ...report.warnings];
}

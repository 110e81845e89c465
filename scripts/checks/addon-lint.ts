import { runQuietly } from "../support/run.ts";

/** Warnings of the linter that are understood and let be, each with the reason. */
export const ALLOWED: readonly { code: string; why: string }[] = [
  {
    code: "KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION",
    why: "The add-on is for desktop Firefox; Firefox for Android before 142 passes over the key.",
  },
];

interface LintMessage {
  code: string;
  message: string;
  description: string;
  file?: string;
  line?: number;
}

/** Lints the built add-on as addons.mozilla.org does: fails on each error and on each warning that is not in the list. */
export async function checkAddonLint(): Promise<{ ok: boolean; output: string; summary?: string }> {
  const { status, output } = await runQuietly(process.execPath, ["node_modules/web-ext/bin/web-ext.js", "lint", "--source-dir", "dist/firefox", "--output", "json"]);
  const messages = lintMessages(output);
  if (messages === undefined) return { ok: false, output: `web-ext lint (status ${status}) gave no report:\n${output}` };
  const refused = messages.filter(({ code }) => !ALLOWED.some((entry) => entry.code === code));
  return {
    ok: refused.length === 0,
    output: refused.map(({ code, message, description, file, line }) => `${file ?? "the add-on"}${line === undefined ? "" : `:${line}`}: ${code}: ${message}. ${description}`).join("\n"),
    summary: `${refused.length} errors and warnings, ${messages.length - refused.length} allowed`,
  };
}

/** The errors and warnings of web-ext's JSON report; undefined where there is none. */
export function lintMessages(output: string): LintMessage[] | undefined {
  const line = output.split("\n").find((candidate) => candidate.startsWith("{"));
  if (line === undefined) return undefined;
  const report = JSON.parse(line) as { errors?: LintMessage[]; warnings?: LintMessage[] };
  return report.errors === undefined || report.warnings === undefined ? undefined : [...report.errors, ...report.warnings];
}

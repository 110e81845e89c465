import assert from "node:assert/strict";
import { test } from "node:test";
import { lintMessages, refusedMessages } from "../../../scripts/checks/addon-lint.ts";

const message = (code: string, file: string) => ({ code, file, message: "", description: "" });

test("errors and warnings of a report count, notices do not", () => {
  const report = JSON.stringify({ errors: [message("A", "a")], warnings: [message("B", "b")], notices: [message("C", "c")] });
  assert.deepEqual(lintMessages(`A line before\n${report}\n`)?.map(({ code }) => code), ["A", "B"]);
  assert.equal(lintMessages("no report"), undefined);
});

test("what is allowed is allowed once, in its file and its add-on", () => {
  const allowed = message("MANIFEST_FIELD_PRIVILEGED", "manifest.json");
  const refused = (...messages: typeof allowed[]): number => refusedMessages(messages, "firefox-experiment").length;
  assert.equal(refused(allowed), 0);
  assert.equal(refused(allowed, allowed), 1);
  assert.equal(refused({ ...allowed, file: "other.json" }), 1);
  assert.equal(refused(message("UNSAFE_VAR_ASSIGNMENT", "popup/main.js")), 1);
  assert.equal(refusedMessages([allowed]).length, 1, "in the other add-on it is not");
  assert.equal(refused(message("KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION", "manifest.json")), 1, "Firefox for Android is said to be supported from 142 on");
});

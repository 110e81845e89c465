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
  const allowed = message("KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION", "manifest.json");
  assert.deepEqual(refusedMessages([allowed]), []);
  assert.equal(refusedMessages([allowed, allowed]).length, 1);
  assert.equal(refusedMessages([{ ...allowed, file: "other.json" }]).length, 1);
  assert.equal(refusedMessages([message("UNSAFE_VAR_ASSIGNMENT", "popup/main.js")]).length, 1);
  const privileged = message("MANIFEST_FIELD_PRIVILEGED", "manifest.json");
  assert.equal(refusedMessages([privileged]).length, 1);
  assert.deepEqual(refusedMessages([privileged], "firefox-experiment"), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { splitMessage } from "../../../ui/split-message.ts";

const text = textFrom({
  both: { message: "From $1 to $2." },
  swapped: { message: "$2 before $1" },
  none: { message: "Nothing to say." },
});

test("cuts a message at its substitutions", () => {
  assert.deepEqual(splitMessage(text, "both", ["a", "b"]), [{ own: "From " }, { param: "a" }, { own: " to " }, { param: "b" }, { own: "." }]);
});

test("follows the order of the language", () => {
  assert.deepEqual(splitMessage(text, "swapped", ["a", "b"]), [{ param: "b" }, { own: " before " }, { param: "a" }]);
});

test("never reads a substitution as ours", () => {
  for (const hostile of ["$2", "\uE0001\uE001", "</bdi><script>", "\u202E"]) {
    assert.deepEqual(splitMessage(text, "both", [hostile, "b"])?.[1], { param: hostile });
  }
});

test("a message without substitutions is one piece, an unknown one none", () => {
  assert.deepEqual(splitMessage(text, "none", []), [{ own: "Nothing to say." }]);
  assert.equal(splitMessage(text, "missing", ["a"]), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readArguments, UsageError } from "../../../scripts/start/arguments.ts";

test("without a display it is headless, with one it is not", () => {
  assert.equal(readArguments([], {}, "linux")?.headless, true);
  assert.equal(readArguments([], { DISPLAY: "" }, "linux")?.headless, true);
  assert.equal(readArguments([], { DISPLAY: ":0" }, "linux")?.headless, false);
  assert.equal(readArguments([], { WAYLAND_DISPLAY: "wayland-0" }, "linux")?.headless, false);
  assert.equal(readArguments([], {}, "darwin")?.headless, false);
});

test("--headless and --display win over what is there", () => {
  assert.equal(readArguments(["--headless"], { DISPLAY: ":0" }, "linux")?.headless, true);
  assert.equal(readArguments(["--display"], {}, "linux")?.headless, false);
  assert.throws(() => readArguments(["--display", "--headless"], {}, "linux"), UsageError);
});

test("a name alone is https", () => {
  assert.deepEqual(readArguments(["example.org", "http://example.org/a", "https://example.org:444"], {}, "linux")?.addresses, [
    "https://example.org/", "http://example.org/a", "https://example.org:444/",
  ]);
});

test("what cannot be visited is refused with its name", () => {
  for (const address of ["ftp://example.org", "https://", "file:///etc/passwd"]) {
    assert.throws(() => readArguments([address], {}, "linux"), (error) => error instanceof UsageError && error.message.includes(address));
  }
  assert.throws(() => readArguments(["--fast"], {}, "linux"), UsageError);
});

test("help is no start", () => {
  assert.equal(readArguments(["--help"], {}, "linux"), undefined);
});

test("what belongs to one browser is refused with the other", () => {
  assert.deepEqual([readArguments([], {}, "linux")?.browser, readArguments(["--browser", "chromium", "--inspect-all"], {}, "linux")?.browser], ["firefox", "chromium"]);
  for (const given of [["--browser", "chromium", "--experiment"], ["--inspect-all"], ["--browser", "lynx"]]) assert.throws(() => readArguments(given, {}, "linux"), UsageError);
});

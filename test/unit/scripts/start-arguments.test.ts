import assert from "node:assert/strict";
import { test } from "node:test";
import { readStartArguments, StartUsageError } from "../../../scripts/start/arguments.ts";

test("without a display it is headless, with one it is not", () => {
  assert.equal(readStartArguments([], {}, "linux")?.headless, true);
  assert.equal(readStartArguments([], { DISPLAY: "" }, "linux")?.headless, true);
  assert.equal(readStartArguments([], { DISPLAY: ":0" }, "linux")?.headless, false);
  assert.equal(readStartArguments([], { WAYLAND_DISPLAY: "wayland-0" }, "linux")?.headless, false);
  assert.equal(readStartArguments([], {}, "darwin")?.headless, false);
});

test("--headless and --display win over what is there", () => {
  assert.equal(readStartArguments(["--headless"], { DISPLAY: ":0" }, "linux")?.headless, true);
  assert.equal(readStartArguments(["--display"], {}, "linux")?.headless, false);
  assert.throws(() => readStartArguments(["--display", "--headless"], {}, "linux"), StartUsageError);
});

test("a name alone is https", () => {
  assert.deepEqual(readStartArguments(["example.org", "http://example.org/a", "https://example.org:444"], {}, "linux")?.addresses, [
    "https://example.org/", "http://example.org/a", "https://example.org:444/",
  ]);
});

test("what cannot be visited is refused with its name", () => {
  for (const address of ["ftp://example.org", "https://", "file:///etc/passwd"]) {
    assert.throws(() => readStartArguments([address], {}, "linux"), (error) => error instanceof StartUsageError && error.message.includes(address));
  }
  assert.throws(() => readStartArguments(["--fast"], {}, "linux"), StartUsageError);
});

test("help is no start", () => {
  assert.equal(readStartArguments(["--help"], {}, "linux"), undefined);
});

test("what belongs to one browser is refused with the other", () => {
  assert.deepEqual([readStartArguments([], {}, "linux")?.browser, readStartArguments(["--browser", "chromium", "--inspect-all"], {}, "linux")?.browser], ["firefox", "chromium"]);
  for (const given of [["--browser", "chromium", "--experiment"], ["--inspect-all"], ["--browser", "lynx"]]) assert.throws(() => readStartArguments(given, {}, "linux"), StartUsageError);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { versionsIn } from "../../../browsers/setup/apt.ts";

test("the versions that an archive offers are read as apt prints them: each once, sources left out", () => {
  const madison = [
    "firefox-esr | 153.7.0esr-1~deb12u1 | http://deb.debian.org/debian-security bookworm-security/main amd64 Packages",
    "firefox-esr | 140.12.0esr-1~deb12u1 | http://deb.debian.org/debian bookworm/main amd64 Packages",
    "firefox-esr | 140.12.0esr-1~deb12u1 | http://mirror.example/debian bookworm/main amd64 Packages",
    "firefox-esr | 128.5.0esr-1~deb12u1 | http://deb.debian.org/debian bookworm/main Sources",
    "",
  ].join("\n");
  assert.deepEqual(versionsIn(madison), ["153.7.0esr-1~deb12u1", "140.12.0esr-1~deb12u1"]);
  assert.deepEqual(versionsIn("N: Unable to locate package firefox-esr\n"), []);
});

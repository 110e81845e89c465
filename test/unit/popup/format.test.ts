import assert from "node:assert/strict";
import { test } from "node:test";
import { codePoint, daysUntil, hexGroups, hostWithPort, utcTime } from "../../../ui/format.ts";
import { exportFileName } from "../../../ui/file-name.ts";

test("days are whole days, counted from the time of the observation", () => {
  const noon = "2026-11-21T12:00:00Z";
  assert.equal(daysUntil("2026-11-22T12:00:00Z", noon), 1);
  assert.equal(daysUntil("2026-11-22T11:59:59Z", noon), 0);
  assert.equal(daysUntil("2026-11-21T11:59:59Z", noon), -1);
  assert.equal(daysUntil("not a time", noon), undefined);
});

test("times are shown in UTC, and what is no time as it is", () => {
  assert.equal(utcTime("2026-11-21T12:00:00.000Z"), "2026-11-21 12:00:00 UTC");
  assert.equal(utcTime("2026-11-21T12:00:00+02:00"), "2026-11-21 10:00:00 UTC");
  assert.equal(utcTime("9999-12-31T23:59:59Z"), "9999-12-31 23:59:59 UTC");
  assert.equal(utcTime("never"), "never");
});

test("digits are grouped without a digit lost", () => {
  const sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
  assert.deepEqual(hexGroups(sha1), ["da39a3ee", "5e6b4b0d", "3255bfef", "95601890", "afd80709"]);
  assert.deepEqual(hexGroups("01:02"), ["01:02"]);
  assert.deepEqual(hexGroups(""), [""]);
});

test("code points are written as in IANA's registry", () => {
  assert.equal(codePoint(4865), "0x1301");
  assert.equal(codePoint(47), "0x002F");
});

test("a port is named where it is not the scheme's own, and an IPv6 address stands in brackets", () => {
  assert.equal(hostWithPort("a.test", 443, "https:"), "a.test");
  assert.equal(hostWithPort("a.test", 80, "https:"), "a.test:80");
  assert.equal(hostWithPort("a.test", 80, "ws:"), "a.test");
  assert.equal(hostWithPort("2001:db8::1", 8443, "https:"), "[2001:db8::1]:8443");
});

test("file names are safe whatever the host is called", () => {
  const time = new Date("2026-11-21T12:34:56.789Z");
  assert.equal(exportFileName("example.com", time), "tlscope-example.com-20261121T123456Z.json");
  assert.equal(exportFileName("[2001:db8::1]:8443", time), "tlscope-2001_db8_1_8443-20261121T123456Z.json");
  assert.equal(exportFileName("../../etc/passwd", time), "tlscope-etc_passwd-20261121T123456Z.json");
  assert.equal(exportFileName("\u202E", time), "tlscope-page-20261121T123456Z.json");
  assert.ok(exportFileName("a".repeat(1000), time).length < 150);
});

import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { findProgram } from "../../../browsers/setup/find.ts";
import type { Found } from "../../../browsers/setup/find.ts";
import { PROGRAMS } from "../../../browsers/setup/programs.ts";
import { missingMessage } from "../../../browsers/setup/setup.ts";
import { withProject } from "./fixture.ts";

const LONG = `#!/bin/sh\n${"# padding\n".repeat(10)}`;

/** Looks for Firefox where a path of two folders has the files given; paths come back relative. */
async function findFirefox(files: Record<string, string>, env: (root: string) => Record<string, string> = () => ({})): Promise<Found> {
  return await withProject(files, (root) => {
    for (const name of Object.keys(files)) if (!name.endsWith(".txt")) chmodSync(join(root, name), 0o755);
    const found = findProgram(PROGRAMS.firefox, { platform: "linux", env: { PATH: [join(root, "a"), join(root, "b")].join(delimiter), ...env(root) } });
    return "path" in found ? { ...found, path: found.path.slice(root.length + 1) } : found;
  });
}

test("firefox-esr comes before firefox, wherever they are", async () => {
  assert.deepEqual(await findFirefox({ "a/firefox": LONG, "b/firefox-esr": LONG }), { kind: "found", path: join("b", "firefox-esr") });
});

test("FIREFOX names the one to take", async () => {
  assert.deepEqual(await findFirefox({ "a/firefox-esr": LONG, "c/nightly": LONG }, (root) => ({ FIREFOX: join(root, "c/nightly") })), { kind: "found", path: join("c", "nightly") });
});

test("a variable that names nothing is told, not passed over", async () => {
  assert.equal((await findFirefox({ "a/firefox-esr": LONG }, (root) => ({ FIREFOX: join(root, "gone") }))).kind, "bad-variable");
});

test("a file that may not be executed is none", async () => {
  assert.equal((await findFirefox({ "a/firefox.txt": LONG })).kind, "missing");
});

test("Ubuntu's script that starts the snap is a snap", async () => {
  assert.equal((await findFirefox({ "a/firefox": "#!/bin/sh\nif ! [ -x /snap/bin/firefox ]; then exit 1; fi\nexec /snap/bin/firefox \"$@\"\n" })).kind, "snap");
});

test("a Firefox beside the snap is found", async () => {
  assert.deepEqual(await findFirefox({ "a/firefox": "#!/bin/sh\nexec /snap/bin/firefox\n", "b/firefox": LONG }), { kind: "found", path: join("b", "firefox") });
});

test("nothing is missing", async () => {
  assert.deepEqual(await findFirefox({ "c/elsewhere": LONG }), { kind: "missing" });
});

test("the message says what is missing, what for and what to do", () => {
  const message = missingMessage([PROGRAMS.firefox, PROGRAMS.certutil]);
  for (const part of ["firefox", "FIREFOX", "certutil", "NSS tools", "to make a Firefox profile trust"]) assert.ok(message.includes(part), part);
});

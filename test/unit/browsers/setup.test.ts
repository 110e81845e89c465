// Setting up with programs that stand in for apt, found before it on the path: an archive has moved on, and this machine's lists have not.
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { aboutFirefox, firefoxVersion, setUp } from "../../../browsers/setup/setup.ts";
import { withProject } from "../scripts/fixture.ts";

/** `lists` holds the version that the lists offer, `archive` that which the archive has: "none" where it cannot be reached. */
const APT_GET = `#!/bin/sh
here=$(dirname "$0")
for word in "$@"; do case $word in
  --version) exit 0 ;;
  update) echo update >> "$here/log"; [ "$(cat "$here/archive")" = none ] && { echo "E: The archive cannot be reached"; exit 100; }; cat "$here/archive" > "$here/lists"; exit 0 ;;
  install) echo install >> "$here/log"; printf '#!/bin/sh\\necho Mozilla Firefox %s.0esr\\n' "$(cat "$here/lists")" > "$here/firefox-esr"; chmod +x "$here/firefox-esr"; exit 0 ;;
esac; done
exit 1
`;
const APT_CACHE = `#!/bin/sh
echo "  Candidate: $(cat "$(dirname "$0")/lists").0esr-1"
`;
const SUDO = `#!/bin/sh
[ "$1" = -n ] && shift
exec "$@"
`;

interface Outcome {
  version: number;
  about: string;
  /** What apt-get was asked to do, in order. */
  log: string[];
}

async function setUpWith(lists: number, archive: number | "none"): Promise<Outcome> {
  return await withProject({ "apt-get": APT_GET, "apt-cache": APT_CACHE, sudo: SUDO, lists: String(lists), archive: String(archive) }, async (folder) => {
    for (const program of ["apt-get", "apt-cache", "sudo"]) chmodSync(join(folder, program), 0o755);
    const before = process.env["PATH"];
    process.env["PATH"] = `${folder}${delimiter}${before ?? ""}`;
    try {
      const { firefox } = await setUp(["firefox"], { env: { PATH: folder }, platform: "linux" });
      assert.equal(firefox, join(folder, "firefox-esr"));
      assert.ok(existsSync(firefox));
      return { version: await firefoxVersion(firefox), about: await aboutFirefox(firefox), log: readFileSync(join(folder, "log"), "utf8").trim().split("\n") };
    } finally {
      process.env["PATH"] = before;
    }
  });
}

const skip = process.platform === "linux" ? false : "apt is on Linux alone";

test("lists that are old are refreshed before anything is installed, once, and the newest version is taken", { skip }, async () => {
  const { version, about, log } = await setUpWith(140, 153);
  assert.equal(version, 153);
  assert.deepEqual(log, ["update", "install"]);
  assert.match(about, /^Firefox 153 \(.*\)$/);
});

test("an archive that cannot be reached is no end: what the lists offer is taken, and said to be older than the experiment needs", { skip }, async () => {
  const { version, about, log } = await setUpWith(140, "none");
  assert.equal(version, 140);
  assert.deepEqual(log, ["update", "install"]);
  assert.match(about, /^Firefox 140 .*older than what the experiment needs/);
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findFirefox } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";

/** A program, made in `folder`, that puts the lab's roots and preferences into the profile that it is given and is Firefox then. */
export function trustingFirefox(folder: string, lab: Lab, preferences: Readonly<Record<string, string | number | boolean>> = {}): string {
  const roots = lab.rootPems.map((pem, index) => {
    const file = join(folder, `root-${index}.pem`);
    writeFileSync(file, pem);
    return file;
  });
  const file = join(folder, "preferences.js");
  writeFileSync(file, Object.entries({ "app.update.auto": false, "services.settings.server": "data:,", ...preferences }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const program = join(folder, "firefox.sh");
  writeFileSync(program, [
    "#!/bin/sh", "previous=", "for each in \"$@\"; do [ \"$previous\" = --profile ] && profile=\"$each\"; previous=\"$each\"; done",
    "certutil -N --empty-password -d \"sql:$profile\"", ...roots.map((root, index) => `certutil -A -n lab-${index} -t C,, -i '${root}' -d "sql:$profile"`),
    `cat '${file}' >> "$profile/user.js"`, `exec '${findFirefox() ?? ""}' "$@"`, "",
  ].join("\n"), { mode: 0o755 });
  return program;
}

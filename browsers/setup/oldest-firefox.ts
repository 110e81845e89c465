import { join } from "node:path";
import { hasApt, offeredVersions, unpackPackage } from "./apt.ts";
import { firefoxVersion, OLDEST_FIREFOX, SetupError } from "./setup.ts";

const PACKAGE = "firefox-esr";
/** Where Debian's package has it. */
const EXECUTABLE = join("usr", "lib", "firefox-esr", "firefox-esr");

const BY_HAND = `Get a Firefox ESR ${OLDEST_FIREFOX} by hand and set FIREFOX to its executable: FIREFOX=/path/to/firefox npm run test:oldest-firefox`;

/**
 * The executable of the oldest Firefox that the add-on supports: $FIREFOX, or that of the distribution's archive, unpacked in
 * `folder`. Throws SetupError with what to do.
 */
export async function oldestFirefox(folder: string, onLine: (line: string) => void): Promise<string> {
  const named = process.env["FIREFOX"];
  const path = named === undefined || named === "" ? await fromArchive(folder, onLine) : named;
  const version = await firefoxVersion(path);
  if (version !== OLDEST_FIREFOX) throw new SetupError(`${path} is Firefox ${version}. ${BY_HAND}`);
  return path;
}

async function fromArchive(folder: string, onLine: (line: string) => void): Promise<string> {
  if (!(await hasApt())) throw new SetupError(`There is no apt here to download Firefox ESR ${OLDEST_FIREFOX} with. ${BY_HAND}`);
  const versions = await offeredVersions(PACKAGE);
  const version = versions.find((offered) => offered.startsWith(`${OLDEST_FIREFOX}.`));
  if (version === undefined) {
    const offered = versions.length === 0 ? "none" : versions.join(", ");
    throw new SetupError(`The archive offers no ${PACKAGE} ${OLDEST_FIREFOX} (it has: ${offered}; "apt-get update" brings its lists up to date). ${BY_HAND}`);
  }
  await unpackPackage(PACKAGE, version, folder, onLine);
  return join(folder, EXECUTABLE);
}

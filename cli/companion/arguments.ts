import { resolve } from "node:path";
import { NATIVE_BROWSERS, type Browser } from "../../companion/install/places.ts";
import { CHROMIUM_ID } from "../../companion/native/caller.ts";
import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";

/** `tlscope install-companion`, `uninstall-companion`, and what a browser starts. */
export type CompanionArguments =
  | { name: "install-companion"; browser: Browser; extensionIds: string[]; userDataFolder?: string }
  | { name: "uninstall-companion"; browser: Browser; userDataFolder?: string }
  | { name: "native-host"; caller: readonly string[] };

const OPTIONS = { browser: { type: "string" }, "extension-id": { type: "string", multiple: true }, "user-data-dir": { type: "string" } } as const;

/** @throws UsageError */
export function readCompanionArguments(name: CompanionArguments["name"], args: readonly string[]): CompanionArguments {
  if (name === "native-host") return { name, caller: args };
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (positionals[0] !== undefined) throw new UsageError(`"${positionals[0]}" is one argument too many`);
  const browser = NATIVE_BROWSERS.find((each) => each === (values.browser ?? "firefox"));
  if (browser === undefined) throw new UsageError(`--browser: give one of ${NATIVE_BROWSERS.join(", ")}`);
  const extensionIds = values["extension-id"] ?? [];
  const own = values["user-data-dir"];
  if (own !== undefined && browser === "firefox") throw new UsageError("--user-data-dir is for Chromium and its kin: Firefox reads one place whatever its profile");
  if (own !== undefined && process.platform === "win32") throw new UsageError("--user-data-dir: on Windows every profile reads the registry");
  const userData = own === undefined ? {} : { userDataFolder: resolve(own) };
  if (name === "uninstall-companion") {
    if (extensionIds.length > 0) throw new UsageError("--extension-id goes with install-companion");
    return { name, browser, ...userData };
  }
  const bad = extensionIds.find((id) => !CHROMIUM_ID.test(id));
  if (bad !== undefined) throw new UsageError(`--extension-id: "${bad}" is not what chrome://extensions shows as ID`);
  if (browser === "firefox" && extensionIds.length > 0) throw new UsageError("--extension-id is for Chromium and its kin: Firefox's is known");
  if (browser !== "firefox" && extensionIds.length === 0) throw new UsageError("give --extension-id, as chrome://extensions shows it");
  return { name, browser, extensionIds, ...userData };
}

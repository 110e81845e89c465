import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import packageJson from "../../package.json" with { type: "json" };
import { installCompanion, InstallError, uninstallCompanion } from "../../companion/install/install.ts";
import type { Machine } from "../../companion/install/places.ts";
import { isCalledByBrowser } from "../../companion/native/caller.ts";
import { FramingError } from "../../companion/native/framing.ts";
import { runHost } from "../../companion/native/host.ts";
import { EXIT, InputError, UsageError, type ExitStatus } from "../errors.ts";
import type { Streams } from "../streams.ts";
import type { CompanionArguments } from "./arguments.ts";

/** Installs, removes or is the companion. @throws UsageError, InputError */
export async function runCompanion(args: CompanionArguments, { stdin, stdout }: Streams): Promise<ExitStatus> {
  const machine: Machine = { platform: process.platform, home: homedir(), env: process.env };
  try {
    switch (args.name) {
      case "install-companion": {
        const written = await installCompanion({ machine, browser: args.browser, node: process.execPath, script: await builtScript(), extensionIds: args.extensionIds, ...(args.userDataFolder === undefined ? {} : { userDataFolder: args.userDataFolder }) });
        stdout.write(written.map((file) => `wrote ${file}\n`).join(""));
        return EXIT.valid;
      }
      case "uninstall-companion": {
        const removed = await uninstallCompanion(machine, args.browser, args.userDataFolder);
        stdout.write(removed.length === 0 ? "The companion is not installed.\n" : removed.map((file) => `removed ${file}\n`).join(""));
        return EXIT.valid;
      }
      case "native-host":
        if (!isCalledByBrowser(args.caller)) throw new UsageError("native-host is started by a browser: see install-companion");
        await runHost(stdin, stdout, { version: packageJson.version, machine });
        return EXIT.valid;
    }
  } catch (error) {
    if (error instanceof InstallError || error instanceof FramingError) throw new InputError(error.message);
    throw error;
  }
}

/** The built command, which the launcher starts. */
async function builtScript(): Promise<string> {
  const script = await realpath(process.argv[1] ?? "");
  if (!script.endsWith(".mjs")) throw new InputError(`${script} is not the built command: npm run build leaves it in dist/cli/`);
  return script;
}

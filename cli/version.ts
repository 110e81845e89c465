import packageJson from "../package.json" with { type: "json" };

/** Whether the arguments behind "tlscope" ask for its version and nothing else. */
export function isVersion(args: readonly string[]): boolean {
  return args.length === 1 && (args[0] === "--version" || args[0] === "-V");
}

/** What `tlscope --version` says. */
export const versionLine = `tlscope ${packageJson.version}\n`;

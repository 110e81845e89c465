/** What a script says of itself. */

/** Whether a command line asks for help. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

/** Prints the text and ends the process where its command line asks for help: before anything is begun. */
export function answerHelp(text: string): void {
  if (!asksForHelp(process.argv.slice(2))) return;
  console.log(text);
  process.exit(0);
}

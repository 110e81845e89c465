import { ROOMS, type Platform } from "./checks/rooms.ts";

const BEGIN = "<!-- What follows is written by npm run docs:rooms from scripts/checks/rooms.ts. -->";
const END = "<!-- Up to here. -->";

const PLATFORMS: Readonly<Record<Platform, string>> = {
  pure: "nothing: pure",
  portable: "what browsers and Node share",
  browser: "the browser",
  node: "Node",
  any: "both",
};

/** The document with the list of rooms between its two marks. Throws where it lacks one of them. */
export function withRooms(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END, begin);
  if (begin === -1 || end === -1) throw new Error(`The document lacks the lines "${BEGIN}" and "${END}".`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${roomsTable()}\n\n${document.slice(end)}`;
}

/** From the highest floor down, as one reads a house from outside. */
function roomsTable(): string {
  return [
    "| room | holds | may touch |",
    "|---|---|---|",
    ...ROOMS.toReversed().map(({ path, holds, platform }) => `| \`${path.includes(".") ? path : `${path}/`}\` | ${holds} | ${PLATFORMS[platform]} |`),
  ].join("\n");
}

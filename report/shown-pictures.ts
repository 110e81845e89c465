import type { Day } from "../src/core/history/days.ts";
import type { HostStrength } from "../src/core/history/strength.ts";
import type { PictureSubject } from "./picture-words.ts";
import { expiries, grades, issuers, shares, type Picture } from "./pictures.ts";

export interface ShownPicture {
  id: PictureSubject;
  picture: Picture;
}

/** All pictures of the report, in their order. `now`: milliseconds since the epoch. */
export function picturesOf(hosts: readonly HostStrength[], days: readonly Day[], now: number): ShownPicture[] {
  return [
    { id: "grades", picture: grades(hosts) },
    { id: "versions", picture: shares(days, "versions") },
    { id: "groups", picture: shares(days, "groups") },
    { id: "suites", picture: shares(days, "suites") },
    { id: "expiries", picture: expiries(hosts, now) },
    { id: "issuers", picture: issuers(hosts) },
  ];
}

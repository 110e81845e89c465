import type { ScanAnswer } from "./ask.ts";
import type { ChosenByServer } from "./question.ts";

/** What is left when the server chooses nothing more, and how it said so: "chosen-elsewhere" where it chose what it was not offered. */
export interface Leftover {
  rest: readonly number[];
  how: string;
}

/** Asks again and again, each time without what was chosen, until nothing is. Asks nothing where nothing is left. */
export async function takeAway(all: readonly number[], question: (rest: readonly number[]) => Promise<ScanAnswer>, pick: (chosen: ChosenByServer) => number | undefined, take: (chosen: ChosenByServer, picked: number) => void): Promise<Leftover> {
  let rest = all;
  while (rest.length > 0) {
    const answer = await question(rest);
    if (answer.kind === "refused") return { rest, how: answer.how };
    const picked = pick(answer);
    // A server that chooses what it was not offered is asked no more.
    if (picked === undefined || !rest.includes(picked)) return { rest, how: "chosen-elsewhere" };
    take(answer, picked);
    rest = rest.filter((each) => each !== picked);
  }
  return { rest, how: "nothing-left" };
}

/** The server's where it chooses last from the end what it chose first from the beginning. `first`: what it chose from all of them, as they stand. */
export async function whoseOrder(ids: readonly number[], first: number | undefined, question: (ids: readonly number[]) => Promise<ScanAnswer>, pick: (chosen: ChosenByServer) => number | undefined): Promise<"server" | "client"> {
  const backward = await question([...ids].reverse());
  return (backward.kind === "chosen" ? pick(backward) : undefined) === first ? "server" : "client";
}

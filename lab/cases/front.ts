import { defineCase, goodExpectation } from "./base.ts";

export const front = [
  defineCase({
    host: "lab.test",
    category: "front",
    title: "The front page",
    description: "Lists all hosts of the lab. A good server itself.",
    page: { kind: "front" },
    expect: goodExpectation,
  }),
];

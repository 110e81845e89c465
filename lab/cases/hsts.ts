import { defineCase, goodExpectation } from "./base.ts";

export const hsts = [
  defineCase({
    host: "hsts-long.test",
    category: "hsts",
    title: "HSTS for two years",
    description: "Good. The browser will not try plain http here for two years.",
    expect: goodExpectation,
  }),
  defineCase({
    host: "hsts-short.test",
    category: "hsts",
    title: "HSTS for a day",
    description: "Too short to protect someone who comes back next week.",
    hsts: "max-age=86400",
    // 97, A; HSTS too short: A-.
    expect: { ...goodExpectation, grade: "A-", findings: ["host/hsts-short"] },
  }),
  defineCase({
    host: "hsts-none.test",
    category: "hsts",
    title: "No HSTS",
    description: "Nothing keeps the browser from plain http the next time.",
    hsts: null,
    // 97, A; HSTS missing: A-.
    expect: { ...goodExpectation, grade: "A-", findings: ["host/hsts-missing"] },
  }),
];

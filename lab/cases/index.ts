import type { LabCase } from "../case.ts";
import { bench } from "./bench.ts";
import { certificates } from "./certificates.ts";
import { chains } from "./chains.ts";
import { cipherSuites } from "./cipher-suites.ts";
import { failures } from "./failures.ts";
import { front } from "./front.ts";
import { groups } from "./groups.ts";
import { hsts } from "./hsts.ts";
import { httpVersions } from "./http-versions.ts";
import { keys } from "./keys.ts";
import { names } from "./names.ts";
import { pages } from "./pages.ts";
import { trust } from "./trust.ts";
import { versions } from "./versions.ts";

/** The whole table, in the order in which people should read it. */
export const cases: readonly LabCase[] = [
  ...front, ...cipherSuites, ...groups, ...versions, ...httpVersions, ...keys, ...hsts,
  ...chains, ...trust, ...certificates, ...names, ...pages, ...failures, ...bench,
];

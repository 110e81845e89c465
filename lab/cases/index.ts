import type { LabCase } from "../case.ts";
import { cipherSuites } from "./cipher-suites.ts";
import { failures } from "./failures.ts";
import { front } from "./front.ts";
import { groups } from "./groups.ts";
import { trust } from "./trust.ts";

/** The whole table, in the order in which people should read it. */
export const cases: readonly LabCase[] = [...front, ...cipherSuites, ...groups, ...trust, ...failures];

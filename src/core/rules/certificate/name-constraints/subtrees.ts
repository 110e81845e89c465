import { rfc } from "../lint/citations.ts";
import type { SubtreeFacts } from "../lint/lenient.ts";
import { family, when, type RuleRow } from "../lint/rule.ts";

interface BadSubtree extends RuleRow {
  bad: (subtree: SubtreeFacts) => boolean;
}

/** Subtrees that nobody understands. */
export const SUBTREES = family<BadSubtree>([
  {
    id: "certificate/name-constraints-edi", severity: "warning", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:w_name_constraint_on_edi_party_name"], bad: ({ base }) => base.type === "edi",
  },
  {
    id: "certificate/name-constraints-maximum", severity: "error", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_name_constraint_maximum_not_absent"], bad: ({ maximum }) => maximum !== 0,
  },
  {
    id: "certificate/name-constraints-minimum", severity: "error", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_name_constraint_minimum_non_zero"], bad: ({ minimum }) => minimum !== 0,
  },
  {
    id: "certificate/name-constraints-registered-id", severity: "warning", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:w_name_constraint_on_registered_id"], bad: ({ base }) => base.type === "registeredId",
  },
  {
    id: "certificate/name-constraints-x400", severity: "warning", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:w_name_constraint_on_x400"], bad: ({ base }) => base.type === "x400",
  },
], (c, { bad }) => when(c.permittedSubtrees.some(bad) || c.excludedSubtrees.some(bad)));

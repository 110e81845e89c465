/** Forms in which a report can be copied. */
export const SHARE_FORMS = ["markdown", "plain"] as const;
export type ShareForm = (typeof SHARE_FORMS)[number];

/** The group of a connection without one, as the memory has it (NO_GROUP of src/core/history/strength.ts). */
export const NO_GROUP_ID = "none";

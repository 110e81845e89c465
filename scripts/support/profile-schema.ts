import { PROFILE_IDS } from "../../src/core/rating/profile/ids.ts";

/** The schemas in which a judgement names the profiles that the connection was held against. */
export const JUDGED_SCHEMAS = ["assessment-1.schema.json", "telemetry-1.schema.json"] as const;

/** The text of such a schema with the ids of today's profiles as the values of `profile`. Throws where it has no place for them. */
export function withProfiles(schema: string): string {
  const place = /(\n {4}"profile": \{\n {6}"type": "object",\n {6}"properties": \{\n {8}"profile": \{\n {10}"enum": \[)[^\]]*(\])/;
  if (!place.test(schema)) throw new Error("The schema has no list of profiles where it used to be.");
  return schema.replace(place, (_, before: string, after: string) => `${before}\n${PROFILE_IDS.map((id) => `            ${JSON.stringify(id)}`).join(",\n")}\n          ${after}`);
}

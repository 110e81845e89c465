import type { Permissions } from "webextension-polyfill";
import type { SettingPath, SettingValues } from "../src/settings/shape.ts";

/** Settings that the browser has to permit, and what it is asked for. */
const PERMISSIONS = { "interception.notify": "notifications", companion: "nativeMessaging" } as const;

/**
 * Changes settings as a file or a reset has them, within a click: permissions that they need are asked for first, those that
 * they no longer need are given back. Gives the settings that were not permitted, which are then off.
 */
export async function applySettings(values: SettingValues, permissions: Pick<Permissions.Static, "request" | "remove">, set: (values: SettingValues) => Promise<unknown>): Promise<SettingPath[]> {
  const paths = ["interception.notify", "companion"] as const;
  const wanted = paths.filter((path) => values[path] === true);
  const allowed = wanted.length === 0 || await permissions.request({ permissions: wanted.map((path) => PERMISSIONS[path]) });
  await set(allowed ? values : { ...values, ...Object.fromEntries(wanted.map((path) => [path, false])) });
  // Notifications may be permitted for good; programs on the machine only while they are wanted.
  if (values.companion === false) await permissions.remove({ permissions: [PERMISSIONS.companion] });
  return allowed ? [] : [...wanted];
}

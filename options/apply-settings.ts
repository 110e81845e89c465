import type { Permissions } from "webextension-polyfill";
import type { SettingPath, SettingValues } from "../src/settings/shape.ts";
import { uploadPermissions, type AskedManifest } from "../src/settings/upload-permissions.ts";

/** Settings that the browser has to permit, and what it is asked for. */
const PERMISSIONS = { "interception.notify": "notifications", companion: "nativeMessaging" } as const;

type Asking = Pick<Permissions.Static, "request" | "remove">;

/**
 * Changes settings as a file or a reset has them, within a click: permissions that they need are asked for first, those that
 * they no longer need are given back. Gives the settings that were not permitted, which are then off.
 */
export async function applySettings(values: SettingValues, manifest: AskedManifest, permissions: Asking, set: (values: SettingValues) => Promise<unknown>): Promise<SettingPath[]> {
  const paths = ["interception.notify", "companion"] as const;
  const wanted = paths.filter((path) => values[path] === true);
  const upload = values["upload.on"] === true ? uploadPermissions(manifest, values["upload.address"] ?? "") : undefined;
  const allowed = (wanted.length === 0 && upload === undefined) || await permissions.request({ ...upload, permissions: wanted.map((path) => PERMISSIONS[path]) });
  const off: SettingPath[] = [...wanted, ...upload === undefined ? [] : ["upload.on" as const]];
  await set(allowed ? values : { ...values, ...Object.fromEntries(off.map((path) => [path, false])) });
  // Notifications may be permitted for good; programs on the machine, and what is sent, only while they are wanted.
  if (values.companion === false) await permissions.remove({ permissions: [PERMISSIONS.companion] });
  if (values["upload.on"] === false) await giveBackUpload(permissions, manifest, "");
  return allowed ? [] : off;
}

/** Lets go of the consent to the collection of data, which Firefox keeps. Access to hosts is needed for more than sending. */
export async function giveBackUpload(permissions: Pick<Permissions.Static, "remove">, manifest: AskedManifest, address: string): Promise<void> {
  const asked = uploadPermissions(manifest, address);
  if (asked.data_collection !== undefined) await permissions.remove({ data_collection: asked.data_collection });
}

import { isSecure } from "../pages/connection.ts";
import type { View } from "../pages/view.ts";
import type { Permissions } from "webextension-polyfill";
import type { PageReport } from "../../messages/page.ts";
import type { SettingsStore } from "../../settings/store.ts";

/** Whether the person has switched the companion on, and the browser permits it. */
export async function companionOn(settings: Pick<SettingsStore, "read">, permissions: Pick<Permissions.Static, "contains">): Promise<boolean> {
  return (await settings.read()).companion && await permissions.contains({ permissions: ["nativeMessaging"] });
}

/** Whether the companion can be asked: only about windows that are not private, and only at the address that the browser itself connected to. */
export function companionPossible({ incognito, main }: View): PageReport["companion"] {
  if (incognito || main === undefined || !isSecure(main.scheme)) return undefined;
  return main.ip !== undefined ? "possible" : main.endpoint !== undefined ? "maybe-proxy" : "no-address";
}

import { isSecure } from "../pages/connection.ts";
import type { View } from "../pages/view.ts";
import type { PageReport } from "../../messages/page.ts";

/** Whether the companion can be asked: only about windows that are not private, and only at the address that the browser itself connected to. */
export function companionPossible({ incognito, main }: View): PageReport["companion"] {
  if (incognito || main === undefined || !isSecure(main.scheme)) return undefined;
  return main.ip !== undefined ? "possible" : main.endpoint !== undefined ? "maybe-proxy" : "no-address";
}

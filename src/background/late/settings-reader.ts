// How settings are read: apart from the judgement, since a service worker reads them whenever it is started, and seldom judges then.
export { applyPolicy, readPolicy, refuseLocked } from "../../settings/policy.ts";
export { readSettings } from "../../settings/settings.ts";

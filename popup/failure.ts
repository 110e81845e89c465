import type { NetworkLogin, PageConnection } from "../src/messages/page.ts";

/** The message of what a person can do about a failure, by its code. `networkLogin`: the network wants a login first. */
export function wayOn(code: string | undefined, networkLogin?: NetworkLogin): string {
  if (networkLogin !== undefined) return "failed_way_login";
  if (code === "certificate-expired" || code === "certificate-not-yet-valid") return "failed_way_expired";
  if (code === "certificate-name-mismatch") return "failed_way_name";
  if (code?.startsWith("certificate-") === true) return "failed_way_certificate";
  return code?.startsWith("tls-") === true ? "failed_way_tls" : "failed_way_other";
}

/** The message that says why the server's certificates cannot be shown; undefined where they can, or where there is none to miss. */
export function whyUnseen({ error, certificates, unavailable }: PageConnection): string | undefined {
  if (certificates.length > 0 || error === undefined) return undefined;
  if (unavailable?.["sentChain"] === "handshake-failed") return "failed_unseen_nothing";
  return unavailable?.["sentChain"] === "not-exposed" && !/^(?:host-not-found|offline|proxy|aborted|connection-refused)$/.test(error.code) ? "failed_unseen_stock" : undefined;
}

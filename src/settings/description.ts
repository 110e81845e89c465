/**
 * Every setting, described once: docs/adding-a-setting.md. The type of the settings, their defaults, the readers of what is
 * stored, of files and of policies, and both schemas (schema/) come from here.
 */
import { DEFAULT_PROFILE, PROFILE_IDS } from "../core/rating/profile/ids.ts";
import { BADGE_MODES, INSPECTION_MODES, MEMORY_LIMITS, TRUST_BASES, UPLOAD_HOSTS } from "./choices.ts";
import { MAX_ADDED, MAX_RESTRICTED } from "./decisions/patterns.ts";
import { boolean, certificate, collector, hash, host, type Kind, list, object, oneOf, pattern, secretText, time, UNTOLD, whole, words } from "./kinds.ts";

/** A single setting. */
export interface Setting<Value> {
  kind: Kind<Value>;
  /** What holds where nothing was chosen. */
  otherwise: Value;
  /** For whoever writes a file or a policy. */
  about: string;
  /** Stands in no file, and is shown to nobody once it is set. */
  secret?: true;
}

/** Settings that belong together. */
export interface Part<Settings extends Readonly<Record<string, Setting<unknown>>> = Readonly<Record<string, Setting<unknown>>>> {
  about: string;
  settings: Settings;
}

export const DESCRIPTION = {
  trust: {
    about: "Whom to trust",
    settings: {
      base: setting(oneOf(TRUST_BASES), "browser", "Whose verdict counts: the browser's, or TLScope's own with Mozilla's roots"),
      added: setting(list(certificate(), MAX_ADDED), [], "Trust anchors beside those"),
      restrictions: setting(list(object({ hosts: pattern(), anchors: list(hash(), MAX_RESTRICTED) }), MAX_RESTRICTED), [], "Hosts whose chains must end at one of these anchors: SHA-256 of certificates or of their keys, hex"),
    },
  },
  profile: setting(oneOf(PROFILE_IDS), DEFAULT_PROFILE, "What stands beside the grade"),
  inspection: setting(oneOf(INSPECTION_MODES), INSPECTION_MODES[0], "When Chromium's debugger is asked"),
  interception: {
    about: "What is right of hosts and of those in the middle",
    settings: {
      expected: setting(list(object({ hash: hash(), name: words(), since: time() }, { name: "", since: UNTOLD.since }), MAX_RESTRICTED), [], "CAs that read traffic openly, by their certificate or key"),
      pins: setting(list(object({ hosts: pattern(), kind: oneOf(["key", "anchor", "issuer"]), hashes: list(hash(), MAX_RESTRICTED, 1), since: time(), why: words() }, UNTOLD), MAX_RESTRICTED), [], "What chains of hosts must have"),
      exceptions: setting(list(object({ host: host(), port: whole([1, 65_535]), key: hash(), since: time(), why: words() }, UNTOLD), MAX_RESTRICTED), [], "Keys of bad certificates that are known"),
      notify: setting(boolean(), false, "New findings of weight are told by a notification, where the browser permits it"),
    },
  },
  memory: {
    about: "What is remembered of hosts beyond the session",
    settings: {
      remember: setting(boolean(), true, "Keys and CAs of hosts are remembered"),
      days: setting(whole(MEMORY_LIMITS.days), 400, "Hosts not seen for so many days are forgotten"),
      megabytes: setting(whole(MEMORY_LIMITS.megabytes), 128, "So much is remembered at most: megabytes (1,000,000 bytes)"),
    },
  },
  companion: setting(boolean(), false, "The companion may be asked, where the browser permits it"),
  badge: setting(oneOf(BADGE_MODES), BADGE_MODES[0], "What the toolbar's badge says: the grade, the version of TLS, or the days until the server's certificate expires"),
  upload: {
    about: "What is sent to a collector of telemetry, and where to",
    settings: {
      on: setting(boolean(), false, "Rows are sent, where the browser permits it"),
      address: setting(collector(), "", "Where to: https, or http to this machine, with all that the collector wants in its address"),
      token: secret(setting(secretText(), "", "Goes along in the header Authorization: a token, a name and password with a colon between, or a scheme and what it takes")),
      hosts: setting(oneOf(UPLOAD_HOSTS), UPLOAD_HOSTS[0], "Hosts by name, or as a keyed hash (HMAC-SHA-256), and then with nothing that gives them back"),
      key: secret(setting(secretText(), "", "The key of that hash: browsers with the same key give a host the same hash. Empty: a random one of this browser's own")),
      local: setting(boolean(), false, "Hosts of the local network are sent too"),
      privateAnchors: setting(boolean(), false, "Connections whose chains end at no anchor that browsers ship are sent too"),
      selfSigned: setting(boolean(), false, "Connections with self-signed certificates are sent too"),
      network: setting(words(), "", "What the place of this browser is called in the rows"),
    },
  },
} as const satisfies Readonly<Record<string, Setting<unknown> | Part>>;

function secret<Value>(each: Setting<Value>): Setting<Value> & { secret: true } {
  return { ...each, secret: true };
}

function setting<Value>(kind: Kind<Value>, otherwise: NoInfer<Value>, about: string): Setting<Value> {
  return { kind, otherwise, about };
}

import type { InterceptionChange, TrustChange } from "../settings/decisions/changes.ts";
import type { InterceptionSettings, TrustBase } from "../settings/settings.ts";
import type { CertificateSummary } from "../core/x509/summary.ts";
import { isNullable, isNumber, isObject, isOneOf, isText, isVariant, type Shapes } from "./shape.ts";

export interface DecisionMessages {
  /** Whom the person chose to trust. */
  "trust/get": { request: object; response: TrustReport };
  /** Takes effect at once: open pages are judged anew. With `error`: nothing was changed. */
  "trust/change": { request: { change: TrustChange }; response: { trust: TrustReport; error?: Refusal } };
  /** What the person expects, pinned and accepted, and what is remembered. */
  "interception/get": { request: object; response: InterceptionReport };
  /** Takes effect at once. With `error`: nothing was changed. */
  "interception/change": { request: { change: InterceptionChange }; response: { interception: InterceptionReport; error?: Refusal } };
  /** Who read connections, the one met last first: Reader[] as JSON. */
  "interception/readers": { request: object; response: string };
  /** Forgets hosts. */
  "history/forget": { request: { what: ForgottenHosts }; response: InterceptionReport };
  /** Holds hosts against an export from elsewhere (its text); null: no longer. */
  "elsewhere/set": { request: { text: string | null }; response: { interception: InterceptionReport; error?: Refusal } };
}

/** Of the message `options_trust_error_<code>`. */
export interface Refusal {
  code: string;
  params: readonly string[];
}

/** A host at all its ports, those first seen at a time (ISO 8601) or later, or all. */
export type ForgottenHosts = { host: string } | { since: string } | "all";

/** The settings of interception for people, and how much is remembered. */
export interface InterceptionReport extends InterceptionSettings {
  /** null: it cannot be read. */
  history: { hosts: number; bytes: number; putAside?: true } | null;
  /** The export that hosts are held against; null: none. */
  elsewhere: { hosts: number; exportedAt: string } | null;
}

/** The settings of trust for people. */
export interface TrustReport {
  base: TrustBase;
  added: CertificateSummary[];
  /** `title`: the name of the CA where it is known; hostile text possible. */
  restrictions: { hosts: string; anchors: { hash: string; title: string | null }[] }[];
  /** Mozilla's roots as bundled: the day of the list (ISO 8601), and all of them by name. */
  roots: { date: string; ageInDays: number; list: { sha256: string; title: string }[] };
}

const isPin = isOneOf("key", "anchor", "issuer");

export const DECISION_SHAPES: Shapes<DecisionMessages> = {
  "trust/get": {},
  "trust/change": {
    change: isVariant<TrustChange>({
      add: { text: isText }, remove: { sha256: isText }, restrict: { hosts: isText, anchor: isText }, release: { hosts: isText, anchor: isText },
    }),
  },
  "interception/get": {},
  "interception/readers": {},
  "interception/change": {
    change: isVariant<InterceptionChange>({
      expect: { hash: isText, name: isText }, unexpect: { hash: isText },
      pin: { hosts: isText, pin: isPin, hash: isText, why: isText }, unpin: { hosts: isText, pin: isPin },
      accept: { host: isText, port: isNumber, key: isText, why: isText }, revoke: { host: isText, port: isNumber },
      import: { text: isText },
    }),
  },
  "history/forget": { what: isForgotten },
  "elsewhere/set": { text: isNullable(isText) },
};

/** A time that cannot be read would forget nothing, and say that it had. */
function isForgotten(value: unknown): value is ForgottenHosts {
  if (!isObject(value)) return value === "all";
  const { host, since } = value;
  return isText(host) || (isText(since) && !Number.isNaN(Date.parse(since)));
}

import type { SettingChange } from "../settings/difference.ts";
import type { Policy } from "../settings/policy.ts";
import type { InterceptionSettings, Settings, TrustBase } from "../settings/settings.ts";
import type { SettingPath, SettingValues } from "../settings/shape.ts";
import type { CertificateSummary } from "../core/x509/summary.ts";

export interface SettingsReport {
  /** As they hold. */
  settings: Settings;
  /** What a policy sets: the person cannot change it. */
  locked: SettingPath[];
  /** What in the policy cannot be used. */
  problems: Policy["problems"];
  /** The policy lets the first page open. */
  firstRun: boolean;
}

export interface SettingsProposal {
  changes: SettingChange[];
  /** Would change, and stay since a policy sets them. */
  locked: SettingPath[];
  /** For "settings/set". */
  values: SettingValues;
}

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

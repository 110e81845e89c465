import type { ProfileId } from "../core/assessment.ts";
import type { SettingsDocument } from "../settings/document.ts";
import type { BadgeMode, InspectionMode } from "../settings/settings.ts";
import type { SettingsErrorCode } from "../settings/settings-error.ts";
import type { SettingValues } from "../settings/shape.ts";
import type { InterceptionChange, TrustChange } from "../settings/decisions/changes.ts";
import type { ConnectionName, PageReport } from "./page.ts";
import type { InterceptionReport, SettingsProposal, SettingsReport, TrustReport } from "./settings.ts";
import type { CompanionOutcome, CompanionReport } from "./companion.ts";
import type { InspectionOutcome, InspectionReport } from "./inspection.ts";

/** Requests that pages of the add-on send to the background, and what they resolve to. */
export interface Messages {
  "page/get": { request: { tabId: number }; response: PageReport | null };
  /**
   * The same as JSON, of other connections than the page's own only a row: from process to process a text goes many times as fast
   * as an object with as many parts, and hundreds of judgements are megabytes.
   */
  "page/text": { request: { tabId: number }; response: string };
  /** Of one connection of a tab's page, what its row leaves out: a ConnectionReport as JSON; null where it is gone. */
  "page/connection": { request: { tabId: number } & ConnectionName; response: string };
  /** A certificate in full: a CertificateDescription (src/core/description/) as JSON; null where its bytes are not kept. `sha256`: lower-case hex. */
  "certificate/describe": { request: { sha256: string }; response: string };
  /** Without tabId: all that was collected. */
  "telemetry/export": { request: { tabId?: number }; response: object };
  /** Whom the person chose to trust. */
  "trust/get": { request: object; response: TrustReport };
  /** Takes effect at once: open pages are judged anew. With `error`: nothing was changed. */
  "trust/change": { request: { change: TrustChange }; response: { trust: TrustReport; error?: { code: string; params: readonly string[] } } };
  /** The profile that is shown beside the grade. */
  "profile/get": { request: object; response: { profile: ProfileId } };
  /** What the person expects, pinned and accepted, and what is remembered. */
  "interception/get": { request: object; response: InterceptionReport };
  /** Takes effect at once. With `error`: nothing was changed. */
  "interception/change": { request: { change: InterceptionChange }; response: { interception: InterceptionReport; error?: { code: string; params: readonly string[] } } };
  /** Forgets hosts: one at all its ports, those first seen at a time (ISO 8601) or later, or all. */
  "history/forget": { request: { what: { host: string } | { since: string } | "all" }; response: InterceptionReport };
  /** Holds hosts against an export from elsewhere (its text); null: no longer. */
  "elsewhere/set": { request: { text: string | null }; response: { interception: InterceptionReport; error?: { code: string; params: readonly string[] } } };
  /** Rejects for a name that is no profile's. */
  "profile/change": { request: { profile: ProfileId }; response: { profile: ProfileId } };
  /** What the toolbar's badge says. */
  "badge/get": { request: object; response: { badge: BadgeMode } };
  /** Takes effect at once. Rejects for a name that is no mode's. */
  "badge/change": { request: { badge: BadgeMode }; response: { badge: BadgeMode } };
  /** Whether this build has the browser's debugger, and when it is asked. */
  "inspection/get": { request: object; response: InspectionReport };
  /** Rejects for a name that is no mode's. */
  "inspection/change": { request: { mode: InspectionMode }; response: InspectionReport };
  /** Asks the debugger once about the page in the tab; what it tells comes with the page's next report. */
  "inspection/page": { request: { tabId: number }; response: InspectionOutcome };
  /** All settings as they hold, and which of them a policy sets. */
  "settings/get": { request: object; response: SettingsReport };
  /** The person's settings as a file. */
  "settings/export": { request: object; response: SettingsDocument };
  /** What a file of settings (its text) would change, or going back to the defaults (null). Nothing is changed. */
  "settings/read": { request: { text: string | null }; response: SettingsProposal | { error: { code: SettingsErrorCode; at: string; params: readonly string[] } } };
  /** Sets single settings; takes effect at once. Rejects where a policy sets one of them. */
  "settings/set": { request: { values: SettingValues }; response: SettingsReport };
  /** Whether the companion may be asked. */
  "companion/get": { request: object; response: CompanionReport };
  /** The permission for it is asked for before, by the page that the person clicks in. */
  "companion/change": { request: { on: boolean }; response: CompanionReport };
  /** Asks the companion to connect to where the browser has the page in the tab from. */
  "companion/ask": { request: { tabId: number }; response: CompanionOutcome };
  /** The remembered hosts after an id (null: from the first on), in the order of ids: a ReportChunk as JSON. */
  "report/hosts": { request: { after: string | null }; response: string };
  /** What was used day by day: Day[] (history/days.ts) as JSON. */
  "report/days": { request: object; response: string };
  /** All that is remembered of a host and port: a ReportHost as JSON; null: nothing. */
  "report/host": { request: { host: string; port: number }; response: string };
  /** What an export (its text) shows of each host: an ExportReading as JSON. */
  "report/export": { request: { text: string }; response: string };
}

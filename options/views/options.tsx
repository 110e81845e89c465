import type { JSX } from "preact";
import type { SettingValues } from "../../src/settings/shape.ts";
import { LIVE_REGION_ID } from "../../ui/announce.ts";
import { Message } from "../../ui/message.tsx";
import { useText } from "../../ui/text.ts";
import { About } from "./about.tsx";
import { Badge } from "./badge.tsx";
import { Capture } from "./capture.tsx";
import type { CompanionActions } from "./companion.tsx";
import { CompanionSettings } from "./companion.tsx";
import { Expectations } from "./expectations.tsx";
import type { ExportActions } from "./export.tsx";
import { Export } from "./export.tsx";
import type { InspectionActions } from "./inspection.tsx";
import { InspectionSettings } from "./inspection.tsx";
import { useInterception, type InterceptionActions } from "./interception-state.tsx";
import { Memory } from "./memory.tsx";
import { Navigation, type NavigationEntry } from "./navigation.tsx";
import { Notifications } from "./notifications.tsx";
import { LockedContext } from "./policy.tsx";
import { ProfileSettings } from "./profile.tsx";
import { NoAnswer } from "./section.tsx";
import type { SettingsFileActions } from "./settings-file.tsx";
import { SettingsFile } from "./settings-file.tsx";
import { ChangesContext, useSettings, type SettingsActions } from "./state.ts";
import { Readers } from "./readers.tsx";
import { Report } from "./report.tsx";
import type { TrustActions } from "./trust.tsx";
import { TrustSection } from "./trust.tsx";
import type { UploadActions } from "./upload/actions.ts";
import { UploadSettings } from "./upload/upload.tsx";

export interface OptionsProps {
  version: string;
  settings: SettingsActions;
  /** undefined: this browser or this build has nothing to inspect with. */
  inspection: InspectionActions | undefined;
  privateAllowed: () => Promise<boolean>;
  trust: TrustActions;
  interception: InterceptionActions;
  companion: CompanionActions;
  export: ExportActions;
  file: SettingsFileActions;
  upload: UploadActions;
}

export function Options(props: OptionsProps): JSX.Element {
  const text = useText();
  const { value: report, failed, take, changes } = useSettings(props.settings);
  const state = useInterception(props.interception, changes);
  const set = (values: SettingValues, said = "options_said"): void => take(props.settings.set(values), text(said));
  const single = { report, set };

  // In the order of the page: what is seen, what is said of it, what is kept, what leaves.
  const sections: (NavigationEntry & { view: JSX.Element })[] = [
    { id: "capture", name: "options_nav_capture", view: <Capture privateAllowed={props.privateAllowed} /> },
    ...(props.inspection === undefined ? [] : [{ id: "inspection", name: "options_inspection_heading", view: <InspectionSettings {...props.inspection} /> }]),
    { id: "profile", name: "options_nav_profile", view: <ProfileSettings {...single} /> },
    { id: "badge", name: "badge_option_heading", view: <Badge {...single} /> },
    { id: "trust", name: "options_trust_heading", view: <TrustSection {...props.trust} /> },
    { id: "expectations", name: "options_nav_expectations", view: <Expectations state={state} save={props.interception.save} /> },
    { id: "readers", name: "options_readers_heading", view: <Readers load={props.interception.readers} history={state.report?.history?.hosts} expected={state.report?.expected} /> },
    { id: "memory", name: "options_memory_heading", view: <Memory {...single} state={state} /> },
    { id: "notifications", name: "options_notify_heading", view: <Notifications {...single} fail={state.fail} allowNotifications={props.interception.allowNotifications} /> },
    { id: "companion", name: "options_companion_heading", view: <CompanionSettings {...props.companion} /> },
    { id: "report", name: "options_report_heading", view: <Report /> },
    { id: "export", name: "options_export_heading", view: <Export {...props.export} /> },
    { id: "upload", name: "upload_heading", view: <UploadSettings {...single} {...props.upload} /> },
    { id: "settings", name: "options_nav_settings", view: <SettingsFile {...props.file} /> },
    { id: "about", name: "options_nav_about", view: <About version={props.version} /> },
  ];
  return (
    <LockedContext.Provider value={report?.locked ?? []}>
      <ChangesContext.Provider value={changes}>
        <header>
          <img src="../icons/icon.svg" width="40" height="40" alt="" />
          <h1>{text("options_title")}</h1>
        </header>
        <div class="columns">
          <Navigation entries={sections} />
          <main>
            {failed && <NoAnswer />}
            {report !== undefined && report.locked.length > 0 && (
              <p class="by-policy" data-testid="policy">
                {text("settings_policy_some")}
              </p>
            )}
            {report?.problems.map(({ at, code, params }) => (
              <p key={at} class="refusal" data-testid="policy-problem" data-path={at}>
                {text("settings_policy_problem")} <Message id={`settings_error_${code.replaceAll("-", "_")}`} params={[at, ...params]} fallback={code} />
              </p>
            ))}
            {sections.map(({ view }) => view)}
          </main>
        </div>
        <p id={LIVE_REGION_ID} class="visually-hidden" role="status" />
      </ChangesContext.Provider>
    </LockedContext.Provider>
  );
}

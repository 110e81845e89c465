import type { JSX } from "preact";
import { LIVE_REGION_ID } from "../../ui/announce.ts";
import { DownloadIcon, ReportIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import type { BadgeActions } from "./badge.tsx";
import { Badge } from "./badge.tsx";
import type { CompanionActions } from "./companion.tsx";
import { Companion } from "./companion.tsx";
import type { InspectionActions } from "./inspection.tsx";
import { Inspection } from "./inspection.tsx";
import type { InterceptionActions } from "./interception.tsx";
import { Interception } from "./interception.tsx";
import type { ProfileActions } from "./profile.tsx";
import { Profile } from "./profile.tsx";
import type { TrustActions } from "./trust.tsx";
import { Trust } from "./trust.tsx";

/** How much the session's export would hold. */
export interface Holdings {
  observations: number;
  certificates: number;
}

export type OptionsState = { kind: "counting" } | { kind: "counted"; holdings: Holdings } | { kind: "error" };

interface OptionsProps {
  state: OptionsState;
  version: string;
  trust: TrustActions;
  profile: ProfileActions;
  badge: BadgeActions;
  inspection: InspectionActions;
  interception: InterceptionActions;
  companion: CompanionActions;
  onExport: () => void;
  onRetry: () => void;
}

export function Options({ state, version, trust, profile, badge, interception, inspection, companion, onExport, onRetry }: OptionsProps): JSX.Element {
  const text = useText();
  return (
    <>
      <header>
        <img src="../icons/icon.svg" width="40" height="40" alt="" />
        <h1>{text("options_title")}</h1>
      </header>
      <main>
        <Trust {...trust} />
        <Interception {...interception} />
        <Profile {...profile} />
        <Badge {...badge} />
        <Inspection {...inspection} />
        <Companion {...companion} />
        <section aria-labelledby="export">
          <h2 id="export">{text("options_export_heading")}</h2>
          <p>{text("options_export_lead")}</p>
          <p>{text("options_export_reuse")}</p>
          <Held state={state} onRetry={onRetry} />
          <button type="button" class="button primary" data-testid="export-all" disabled={state.kind !== "counted" || state.holdings.observations === 0} onClick={onExport}>
            <DownloadIcon />
            {text("options_export")}
          </button>
        </section>
        <section aria-labelledby="report">
          <h2 id="report">{text("options_report_heading")}</h2>
          <p>{text("options_report_lead")}</p>
          <a class="button" href="../report/report.html" target="_blank" data-testid="open-report">
            <ReportIcon />
            {text("options_report_open")}
          </a>
        </section>
        <section aria-labelledby="privacy">
          <h2 id="privacy">{text("options_privacy_heading")}</h2>
          <ul class="statements">
            <li>{text("options_privacy_local")}</li>
            <li>{text("options_privacy_session")}</li>
            <li>{text("options_privacy_private")}</li>
          </ul>
        </section>
      </main>
      <footer class="muted">{text("options_version", [version])}</footer>
      <p id={LIVE_REGION_ID} class="visually-hidden" role="status" />
    </>
  );
}

function Held({ state, onRetry }: { state: OptionsState; onRetry: () => void }): JSX.Element {
  const text = useText();
  switch (state.kind) {
    case "counting":
      return <p class="held muted">{text("options_counting")}</p>;
    case "error":
      return (
        <div class="held" role="alert">
          <p>{text("options_failed")}</p>
          <button type="button" class="button" onClick={onRetry}>
            {text("options_retry")}
          </button>
        </div>
      );
    case "counted":
      if (state.holdings.observations === 0) return <p class="held muted">{text("options_empty")}</p>;
      return (
        <p class="held" data-testid="holdings" data-observations={state.holdings.observations}>
          {text("options_holds", [plural(text, "options_observations", state.holdings.observations), plural(text, "options_certificates", state.holdings.certificates)])}
        </p>
      );
  }
}

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Messages } from "../../src/messages/index.ts";
import type { SettingChange } from "../../src/settings/difference.ts";
import type { SettingPath, SettingValues } from "../../src/settings/shape.ts";
import { announce } from "../../ui/announce.ts";
import { DownloadIcon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { FileButton } from "./fields.tsx";
import { NoAnswer, SectionPart, OptionsSection } from "./section.tsx";
import type { SettingsProposal } from "../../src/messages/settings.ts";

type Read = Messages["settings/read"]["response"];
type Refusal = Extract<Read, { error: object }>["error"];

export interface SettingsFileActions {
  /** Offers all settings as a file. */
  save: () => Promise<void>;
  /** What a file (its text) would change, or a reset (null). */
  read: (text: string | null) => Promise<Read>;
  /** Changes these, within a click: the browser may ask for permissions. Resolves to those that it did not permit, which stay off. */
  apply: (values: SettingValues) => Promise<SettingPath[]>;
}

interface Asked {
  kind: "import" | "reset";
  proposal: SettingsProposal;
}

/** All settings as a file, taken from one, and back to what they were at first. */
export function SettingsFile({ save, read, apply }: SettingsFileActions): JSX.Element {
  const text = useText();
  const [asked, setAsked] = useState<Asked>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [failed, setFailed] = useState(false);
  const [unpermitted, setUnpermitted] = useState<SettingPath[]>([]);

  const begin = (): void => {
    setAsked(undefined);
    setRefusal(undefined);
    setFailed(false);
    setUnpermitted([]);
  };
  const fail = (error: unknown): void => {
    console.error(error);
    setFailed(true);
  };
  const propose = (kind: Asked["kind"], given: string | null): void => {
    begin();
    read(given).then((answer) => {
      if ("error" in answer) setRefusal(answer.error);
      else setAsked({ kind, proposal: answer });
    }, fail);
  };
  const take = ({ proposal }: Asked): void => {
    apply(proposal.values).then((left) => {
      begin();
      setUnpermitted(left);
      announce(text("settings_changed"));
    }, fail);
  };
  const proposalOf = (kind: Asked["kind"]): JSX.Element | null =>
    asked?.kind === kind ? <Proposal {...asked} onTake={() => take(asked)} onLeave={begin} /> : null;
  return (
    <OptionsSection id="settings" heading={text("settings_heading")} lead={text("settings_lead")} testId="settings-file">
      {failed && <NoAnswer />}
      {unpermitted.map((path) => (
        <p key={path} class="refusal" role="alert">
          {text("settings_not_permitted", [text(nameKey(path))])}
        </p>
      ))}
      <SectionPart heading={text("settings_file_heading")} lead={text("settings_file_lead")}>
        <div class="buttons">
          <button type="button" class="button" data-testid="save-settings" onClick={() => void save().catch(fail)}>
            <DownloadIcon />
            {text("settings_save")}
          </button>
          <FileButton label={text("settings_load")} testId="load-settings" onText={(file) => propose("import", file)} onUnreadable={() => fail(new Error("The file could not be read."))} />
        </div>
        {refusal !== undefined && (
          <p class="refusal" role="alert" data-testid="settings-error" data-code={refusal.code}>
            <Message id={`settings_error_${refusal.code.replaceAll("-", "_")}`} params={[refusal.at, ...refusal.params]} fallback={refusal.code} /> {text("settings_error_unchanged")}
          </p>
        )}
        {proposalOf("import")}
      </SectionPart>
      <SectionPart heading={text("settings_reset_heading")} lead={text("settings_reset_lead")}>
        <div class="buttons">
          <button type="button" class="button" data-testid="reset" onClick={() => propose("reset", null)}>
            {text("settings_reset")}
          </button>
        </div>
        {proposalOf("reset")}
      </SectionPart>
    </OptionsSection>
  );
}

/** What would change, before anything does. */
function Proposal({ kind, proposal: { changes, locked }, onTake, onLeave }: Asked & { onTake: () => void; onLeave: () => void }): JSX.Element {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="proposal" data-testid="proposal" data-kind={kind}>
      <h4 ref={heading} tabIndex={-1}>
        {changes.length === 0 ? text("settings_nothing_changes") : plural(text, "settings_would_change", changes.length)}
      </h4>
      {changes.length > 0 && (
        <dl class="changes">
          {changes.map((change) => (
            <div key={change.path} data-testid="setting-change" data-path={change.path}>
              <dt>{text(nameKey(change.path))}</dt>
              <dd>
                <ChangeOf change={change} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {locked.map((path) => (
        <p key={path} class="by-policy" data-testid="stays" data-path={path}>
          {text("settings_stays_by_policy", [text(nameKey(path))])}
        </p>
      ))}
      <div class="buttons">
        {changes.length > 0 && (
          <button type="button" class="button primary" data-testid="apply-settings" onClick={onTake}>
            {text(kind === "reset" ? "settings_reset_apply" : "settings_apply")}
          </button>
        )}
        <button type="button" class="button" data-testid="leave-settings" onClick={onLeave}>
          {text("settings_leave")}
        </button>
      </div>
    </div>
  );
}

/** Names of a list that are written out; the rest is counted. */
const NAMED = 8;

function ChangeOf({ change }: { change: SettingChange }): JSX.Element {
  const text = useText();
  if ("before" in change) return <Message id="settings_from_to" params={[change.before, change.after]} fallback="" />;
  return (
    <>
      <Names names={change.added} counted={plural(text, "settings_added", change.added.length)} />
      <Names names={change.removed} counted={plural(text, "settings_removed", change.removed.length)} />
    </>
  );
}

function Names({ names, counted }: { names: readonly string[]; counted: string }): JSX.Element | null {
  const text = useText();
  if (names.length === 0) return null;
  return (
    <div>
      {counted}
      <ul class="names">
        {names.slice(0, NAMED).map((name) => (
          <li key={name}>
            <Untrusted text={name} />
          </li>
        ))}
        {names.length > NAMED && <li class="muted">{plural(text, "settings_more", names.length - NAMED)}</li>}
      </ul>
    </div>
  );
}

function nameKey(path: SettingPath): string {
  return `settings_name_${path.replace(".", "_")}`;
}

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { UploadReport } from "../../../src/messages/upload.ts";
import { useText } from "../../../ui/text.ts";
import { useAnswer } from "../answer.ts";
import { CheckField } from "../fields.tsx";
import { ByPolicy, useLocked } from "../policy.tsx";
import { NoAnswer, OptionsSection } from "../section.tsx";
import { useChanges, type SettingProps } from "../state.ts";
import type { UploadActions } from "./actions.ts";
import { UploadDestination } from "./destination.tsx";
import { Leaving } from "./leaving.tsx";
import { UploadStanding } from "./standing.tsx";

/** What is sent to a collector, and how it stands. */
export function UploadSettings({ report, set, load, now, preview, deleteSent, allow, giveBack }: SettingProps & UploadActions): JSX.Element {
  const text = useText();
  const locked = useLocked("upload.on");
  const changes = useChanges();
  const { value: standing, failed, take } = useAnswer<UploadReport>();
  const [refused, setRefused] = useState(false);
  useEffect(() => take(load()), [changes]);
  const upload = report?.settings.upload;
  const turn = async (on: boolean, address: string): Promise<void> => {
    setRefused(false);
    // Asked first, within the click.
    const allowed = on && await allow(address);
    if (!on) {
      set({ "upload.on": false }, "upload_turned_off");
      await giveBack(address);
    } else if (allowed) set({ "upload.on": true }, "upload_turned_on");
    else setRefused(true);
  };
  return (
    <OptionsSection id="upload" heading={text("upload_heading")} lead={text("upload_lead")} testId="upload-settings">
      {failed && <NoAnswer />}
      {upload !== undefined && (
        <>
          <ByPolicy path="upload.on" />
          <CheckField
            label={text("upload_on")} meaning={text("upload_on_meaning")} checked={upload.on} disabled={locked || (!upload.on && upload.address === "")} testId="upload"
            onChange={(on) => void turn(on, upload.address).catch((error: unknown) => {
              console.error(error);
              setRefused(true);
            })}
          />
          {refused && (
            <p class="refusal" role="alert" data-testid="upload-refused">
              {text("upload_refused")}
            </p>
          )}
          {standing?.state === "not-permitted" && (
            <div class="refusal" role="alert" data-testid="upload-not-permitted">
              <p>{text("upload_not_permitted")}</p>
              <button type="button" class="button" data-testid="upload-permit" onClick={() => void allow(upload.address).then((allowed) => allowed ? take(load()) : setRefused(true))}>
                {text("upload_permit")}
              </button>
            </div>
          )}
          <UploadDestination upload={upload} kept={report?.kept ?? []} set={set} />
          <Leaving upload={upload} kept={report?.kept ?? []} set={set} />
        </>
      )}
      {standing !== undefined && <UploadStanding standing={standing} take={take} now={now} preview={preview} deleteSent={deleteSent} />}
    </OptionsSection>
  );
}

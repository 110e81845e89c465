import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { collectorAddress, sameCollector } from "../../../src/settings/collector-address.ts";
import type { Settings } from "../../../src/settings/settings.ts";
import type { SettingPath } from "../../../src/settings/shape.ts";
import { Message } from "../../../ui/message.tsx";
import { useText } from "../../../ui/text.ts";
import { Field } from "../fields.tsx";
import { ByPolicy, useLocked } from "../policy.tsx";
import { SectionPart } from "../section.tsx";
import type { SettingProps } from "../state.ts";
import { Kept } from "./kept.tsx";

export interface UploadProps extends Pick<SettingProps, "set"> {
  upload: Settings["upload"];
  /** What is secret and set. */
  kept: readonly SettingPath[];
}

/** Where to, and by what right. */
export function UploadDestination({ upload, kept, set }: UploadProps): JSX.Element {
  const text = useText();
  const [addressLocked, tokenLocked] = [useLocked("upload.address"), useLocked("upload.token")];
  const [address, setAddress] = useState(upload.address);
  const [token, setToken] = useState("");
  const [refused, setRefused] = useState<string>();
  useEffect(() => setAddress(upload.address), [upload.address]);
  const save = (): void => {
    const given = address.trim();
    const good = given === "" || collectorAddress(given) !== undefined;
    setRefused(good ? undefined : given);
    if (!good) return;
    set({ ...addressLocked ? {} : { "upload.address": given }, ...token === "" ? {} : { "upload.token": token } }, "upload_saved");
    setToken("");
  };
  const tokenGoes = kept.includes("upload.token") && token === "" && !sameCollector(upload.address, address.trim());
  return (
    <SectionPart heading={text("upload_where_heading")} lead={text("upload_where_lead")}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ByPolicy path="upload.address" />
        <Field label={text("upload_address")} testId="upload-address" value={address} disabled={addressLocked} onInput={setAddress} />
        {refused !== undefined && (
          <p class="refusal" role="alert" data-testid="upload-address-refused">
            <Message id="settings_error_address" params={[refused]} fallback={refused} />
          </p>
        )}
        <ByPolicy path="upload.token" />
        <Field label={text("upload_token")} testId="upload-token" value={token} disabled={tokenLocked} secret onInput={setToken} />
        <p class="muted help">{text(tokenGoes ? "upload_token_goes" : "upload_token_help")}</p>
        <Kept path="upload.token" kept={kept} says={text("upload_token_kept")} set={set} locked={tokenLocked} />
        <div class="buttons">
          <button type="submit" class="button" data-testid="upload-save" disabled={addressLocked && tokenLocked}>
            {text("upload_save")}
          </button>
        </div>
      </form>
    </SectionPart>
  );
}

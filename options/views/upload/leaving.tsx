import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { UPLOAD_HOSTS } from "../../../src/settings/choices.ts";
import { RadioChoice } from "../../../ui/radio-choice.tsx";
import { useText } from "../../../ui/text.ts";
import { CheckField, Field } from "../fields.tsx";
import { ByPolicy, useLocked } from "../policy.tsx";
import { SectionPart } from "../section.tsx";
import type { UploadProps } from "./destination.tsx";
import { Kept } from "./kept.tsx";

/** Consents of their own. */
const CONSENTS = ["local", "privateAnchors", "selfSigned"] as const;

/** What may leave. */
export function Leaving({ upload, kept, set }: UploadProps): JSX.Element {
  const text = useText();
  const hostsLocked = useLocked("upload.hosts");
  return (
    <SectionPart heading={text("upload_what_heading")} lead={text("upload_what_lead")}>
      <ByPolicy path="upload.hosts" />
      <RadioChoice
        name="upload-hosts" legend={text("upload_hosts")} chosen={upload.hosts} disabled={hostsLocked}
        choices={UPLOAD_HOSTS.map((how) => ({ value: how, name: text(`upload_hosts_${how}`), meaning: text(`upload_hosts_${how}_meaning`) }))}
        onChoose={(hosts) => set({ "upload.hosts": hosts }, "upload_saved")}
      />
      {upload.hosts === "hmac" && <Key upload={upload} kept={kept} set={set} />}
      {CONSENTS.map((name) => <Consent key={name} name={name} upload={upload} set={set} />)}
      <Network upload={upload} set={set} />
    </SectionPart>
  );
}

function Consent({ name, upload, set }: Pick<UploadProps, "upload" | "set"> & { name: (typeof CONSENTS)[number] }): JSX.Element {
  const text = useText();
  const locked = useLocked(`upload.${name}`);
  return (
    <>
      <ByPolicy path={`upload.${name}`} />
      <CheckField
        label={text(`upload_consent_${name}`)} meaning={text(`upload_consent_${name}_meaning`)} checked={upload[name]} disabled={locked} testId={`upload-${name}`}
        onChange={(on) => set({ [`upload.${name}`]: on }, "upload_saved")}
      />
    </>
  );
}

function Key({ kept, set }: UploadProps): JSX.Element {
  const text = useText();
  const locked = useLocked("upload.key");
  const [key, setKey] = useState("");
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        set({ "upload.key": key }, "upload_saved");
        setKey("");
      }}
    >
      <ByPolicy path="upload.key" />
      <Field label={text("upload_key")} testId="upload-key" value={key} disabled={locked} secret onInput={setKey} />
      <p class="muted help">{text("upload_key_help")}</p>
      <Kept path="upload.key" kept={kept} says={text("upload_key_kept")} set={set} locked={locked} />
      <div class="buttons">
        <button type="submit" class="button" disabled={locked || key === ""}>
          {text("upload_save")}
        </button>
      </div>
    </form>
  );
}

function Network({ upload, set }: Pick<UploadProps, "upload" | "set">): JSX.Element {
  const text = useText();
  const locked = useLocked("upload.network");
  const [network, setNetwork] = useState(upload.network);
  useEffect(() => setNetwork(upload.network), [upload.network]);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        set({ "upload.network": network }, "upload_saved");
      }}
    >
      <ByPolicy path="upload.network" />
      <Field label={text("upload_network")} testId="upload-network" value={network} disabled={locked} onInput={setNetwork} />
      <p class="muted help">{text("upload_network_help")}</p>
      <div class="buttons">
        <button type="submit" class="button" disabled={locked || network === upload.network}>
          {text("upload_save")}
        </button>
      </div>
    </form>
  );
}

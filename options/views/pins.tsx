import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { useText } from "../../ui/text.ts";
import { Entries, Entry } from "./entries.tsx";
import { Field } from "./fields.tsx";
import type { ChangeProps } from "./interception-state.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { SectionPart } from "./section.tsx";

const PIN_KINDS = ["key", "anchor", "issuer"] as const;

/** What chains of hosts must have. */
export function Pins({ report, change }: ChangeProps): JSX.Element {
  const text = useText();
  const locked = useLocked("interception.pins");
  const id = useId();
  const [hosts, setHosts] = useState("");
  const [hash, setHash] = useState("");
  const [why, setWhy] = useState("");
  const [pin, setPin] = useState<(typeof PIN_KINDS)[number]>("key");
  return (
    <SectionPart heading={text("options_pins_heading")} lead={text("options_pins_lead")}>
      <ByPolicy path="interception.pins" />
      <Entries>
        {report.pins.map((each) => (
          <Entry
            key={`${each.kind} ${each.hosts}`} testId="pin" title={`${each.hosts}: ${text(`options_pin_${each.kind}`)}`} since={each.since} code={each.hashes.join("\n")} words={each.why}
            onRemove={locked ? undefined : () => void change({ kind: "unpin", hosts: each.hosts, pin: each.kind })}
          />
        ))}
      </Entries>
      {!locked && <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void change({ kind: "pin", hosts, pin, hash, why }).then((taken) => {
            if (!taken) return;
            setHosts("");
            setHash("");
            setWhy("");
          });
        }}
      >
        <Field label={text("options_trust_hosts")} testId="pin-hosts" value={hosts} onInput={setHosts} />
        <label for={`${id}-kind`}>{text("options_pin_kind")}</label>
        <select id={`${id}-kind`} data-testid="pin-kind" value={pin} onChange={(event) => setPin(PIN_KINDS.find((kind) => kind === event.currentTarget.value) ?? "key")}>
          {PIN_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {text(`options_pin_${kind}`)}
            </option>
          ))}
        </select>
        <Field label={text("options_trust_hash")} testId="pin-hash" value={hash} onInput={setHash} />
        <Field label={text("options_pin_why")} testId="pin-why" value={why} onInput={setWhy} />
        <div class="buttons">
          <button type="submit" class="button" data-testid="add-pin" disabled={hosts.trim() === "" || hash.trim() === ""}>
            {text("options_pin_add")}
          </button>
        </div>
      </form>}
    </SectionPart>
  );
}

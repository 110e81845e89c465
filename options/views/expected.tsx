import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useText } from "../../ui/text.ts";
import { Entries, Entry } from "./entries.tsx";
import { Field } from "./fields.tsx";
import type { ChangeProps } from "./interception-state.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { SectionPart } from "./section.tsx";

/** CAs that read traffic openly. */
export function Expected({ report, change }: ChangeProps): JSX.Element {
  const text = useText();
  const locked = useLocked("interception.expected");
  const [hash, setHash] = useState("");
  return (
    <SectionPart heading={text("options_expected_heading")} lead={text("options_expected_lead")}>
      <ByPolicy path="interception.expected" />
      <Entries>
        {report.expected.map((each) => (
          <Entry key={each.hash} testId="expected" title={each.name === "" ? each.hash : each.name} since={each.since} code={each.hash} onRemove={locked ? undefined : () => void change({ kind: "unexpect", hash: each.hash })} />
        ))}
      </Entries>
      {!locked && <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void change({ kind: "expect", hash, name: "" }).then((taken) => taken && setHash(""));
        }}
      >
        <Field label={text("options_trust_hash")} testId="expected-hash" value={hash} onInput={setHash} />
        <div class="buttons">
          <button type="submit" class="button" disabled={hash.trim() === ""}>
            {text("options_expected_add")}
          </button>
        </div>
      </form>}
    </SectionPart>
  );
}

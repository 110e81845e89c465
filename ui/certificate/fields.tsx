import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DescribedField, DescribedValue } from "../../src/core/description/description.ts";
import { utcText } from "../../src/core/text/utc-text.ts";
import { visibleText } from "../../src/core/text/visible-text.ts";
import type { Text } from "../../src/core/text/message-text.ts";
import { CopyButton } from "../copy-button.tsx";
import { Message } from "../message.tsx";
import { plural, useText } from "../text.ts";
import { Untrusted } from "../untrusted.tsx";

/** Values of a field drawn at once, and added by each press of a button. */
const SHOWN = 50;
/** Characters of a name in a label. */
const LABEL = 100;

/** Fields with their values, each to be copied. `of`: the certificate's name, hostile text. */
export function Fields({ fields, of }: { fields: readonly DescribedField[]; of: string }): JSX.Element {
  return (
    <dl class="rows viewer-rows">
      {fields.map((field, index) => (
        <Field key={index} field={field} of={of} />
      ))}
    </dl>
  );
}

function Field({ field: { name, params = [], values, more }, of }: { field: DescribedField; of: string }): JSX.Element {
  const text = useText();
  const [shown, setShown] = useState(SHOWN);
  const hidden = values.length - shown;
  // In attributes nothing can be set apart, so unseen characters are written out there too.
  const label = text("viewer_value_of", [visibleText(text(name, [...params])).slice(0, LABEL), visibleText(of).slice(0, LABEL)]);
  return (
    <div {...(values.some(({ kind }) => kind === "hex") && { class: "wide" })}>
      <dt>
        <Message id={name} params={params} fallback={name} />
      </dt>
      {values.slice(0, shown).map((value, index) => (
        <dd key={index}>
          <span class="viewer-value">
            <Value value={value} />
          </span>
          <CopyButton value={plainValue(value, text)} name={label} />
        </dd>
      ))}
      {hidden > 0 && (
        <dd>
          <button type="button" class="button" onClick={() => setShown(shown + SHOWN)}>
            {plural(text, "viewer_show_more", Math.min(hidden, SHOWN))}
          </button>
        </dd>
      )}
      {hidden <= 0 && more !== undefined && <dd class="muted">{plural(text, "viewer_entries_more", more)}</dd>}
    </div>
  );
}

function Value({ value }: { value: DescribedValue }): JSX.Element {
  const text = useText();
  switch (value.kind) {
    case "words":
      return <Message id={value.key} params={value.params} fallback={value.params.join(" ")} />;
    case "text":
      return <Untrusted text={value.text} />;
    case "time":
      return <>{utcText(Date.parse(value.iso))}</>;
    case "hex":
      return <Hex value={value} />;
    case "oid":
      return (
        <>
          {value.key !== undefined && `${text(value.key)} `}
          {value.name !== undefined && value.key === undefined && <Untrusted text={`${value.name} `} />}
          <code class="viewer-oid">{value.oid}</code>
        </>
      );
  }
}

function Hex({ value: { hex, bytes } }: { value: Extract<DescribedValue, { kind: "hex" }> }): JSX.Element {
  const text = useText();
  const told = hex.length / 2;
  return (
    <>
      <code class="hex">
        {(hex.match(/.{1,8}/g) ?? []).map((group, index) => (
          <span key={index}>{group}</span>
        ))}
      </code>
      {told < bytes && <span class="muted">{text("viewer_more_bytes", [String(told), String(bytes)])}</span>}
    </>
  );
}

/** What is copied of a value: the certificate's own, as it stands; of words the words. */
export function plainValue(value: DescribedValue, text: Text): string {
  switch (value.kind) {
    case "words": return text(value.key, value.params);
    case "text": return value.text;
    case "time": return value.iso;
    case "hex": return value.hex;
    case "oid": return value.oid;
  }
}

import type { JSX } from "preact";
import { plural, textOr, useText } from "../../ui/text.ts";
import { keyPart, unknownFields } from "../facts.ts";
import type { PageReport } from "../../src/messages/page.ts";

/** What nobody told, why, and what one connection cannot show at all. */
export function Unknowns({ report, fields }: { report: PageReport; fields: ReturnType<typeof unknownFields> }): JSX.Element {
  const text = useText();
  return (
    <>
      {fields.length > 0 && (
        <dl class="rows">
          {fields.map(({ field, reason }) => (
            <div key={field}>
              <dt>{textOr(text, `popup_field_${keyPart(field)}`, field)}</dt>
              <dd>{textOr(text, `popup_unavailable_${keyPart(reason)}`, reason)}</dd>
            </div>
          ))}
        </dl>
      )}
      {report.omitted > 0 && <p>{plural(text, "popup_omitted", report.omitted)}</p>}
      <p>{text("popup_one_connection")}</p>
    </>
  );
}

import type { JSX } from "preact";
import type { HostStrength } from "../../src/core/history/strength.ts";
import { visibleText } from "../../src/core/text/visible-text.ts";
import { useText } from "../../ui/text.ts";
import type { HostRows } from "../host-rows.ts";
import { EVERYTHING, EXPIRIES, UNKNOWN_CHOICE, type Query } from "../query.ts";
import { counted } from "../words.ts";
import { GRADES } from "../../src/core/rating/letters.ts";

interface ToolbarProps {
  rows: HostRows;
  query: Query;
  onChange: (change: Partial<Query>) => void;
}

const VERDICTS: readonly HostStrength["interception"][] = ["known", "likely", "unusual", "expected", "none", "unknown"];

/** Search and filters. */
export function Toolbar({ rows, query, onChange }: ToolbarProps): JSX.Element {
  const text = useText();
  const filtered = isFiltered(query);
  return (
    <div class="toolbar" role="search">
      <label class="field search">
        <span>{text("report_search")}</span>
        <input type="search" value={query.search} maxLength={300} spellcheck={false} autocomplete="off" data-testid="search" placeholder={text("report_search_example")} onInput={(event) => onChange({ search: event.currentTarget.value })} />
      </label>
      <Choice label={text("report_column_grade")} value={query.grade} name="grade" onChange={(grade) => onChange({ grade })} options={[...GRADES.filter((grade) => rows.grades.has(grade)), UNKNOWN_CHOICE].map((id) => [id, id === UNKNOWN_CHOICE ? text("report_unknown") : id])} />
      <Choice label={text("report_column_version")} value={query.version} name="version" onChange={(version) => onChange({ version })} options={[...rows.columns.version.names().reverse(), UNKNOWN_CHOICE].map((id) => [id, id === UNKNOWN_CHOICE ? text("report_unknown") : id])} />
      <Choice label={text("report_post_quantum")} value={query.postQuantum} name="post-quantum" onChange={(postQuantum) => onChange({ postQuantum: postQuantum as Query["postQuantum"] })} options={[["yes", text("report_yes")], ["no", text("report_no")], [UNKNOWN_CHOICE, text("report_unknown")]]} />
      <Choice label={text("report_column_expiry")} value={query.expiry} name="expiry" onChange={(expiry) => onChange({ expiry: expiry as Query["expiry"] })} options={[["expired", text("report_expired")], ...EXPIRIES.map((days): [string, string] => [String(days), counted(text, "report_within_days", days)])]} />
      <Choice label={text("report_column_anchor")} value={query.anchor} name="anchor" onChange={(anchor) => onChange({ anchor })} options={rows.columns.anchor.names().map((id) => [id, visibleText(id)])} />
      <Choice label={text("report_interception")} value={query.interception} name="interception" onChange={(interception) => onChange({ interception: interception as Query["interception"] })} options={VERDICTS.map((id) => [id, text(`report_interception_${id}`)])} />
      <button type="button" class="button quiet" disabled={!filtered} data-testid="reset" onClick={() => onChange({ ...EVERYTHING, by: query.by, descending: query.descending })}>
        {text("report_reset")}
      </button>
    </div>
  );
}

/** Whether the query leaves anything out. */
export function isFiltered({ search, grade, version, anchor, postQuantum, expiry, interception }: Query): boolean {
  return [search.trim(), grade, version, anchor, postQuantum, expiry, interception].some((value) => value !== "");
}

function Choice({ label, value, name, options, onChange }: { label: string; value: string; name: string; options: readonly (readonly [string, string])[]; onChange: (value: string) => void }): JSX.Element {
  const text = useText();
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} data-filter={name} class={value === "" ? "" : "chosen"} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{text("report_any")}</option>
        {options.map(([id, words]) => (
          <option key={id} value={id}>{words}</option>
        ))}
      </select>
    </label>
  );
}

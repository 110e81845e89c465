import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ForgottenHosts } from "../../src/messages/decisions.ts";
import { MEMORY_LIMITS } from "../../src/settings/choices.ts";
import { plural, useText } from "../../ui/text.ts";
import { CheckField, Field, NumberField } from "./fields.tsx";
import type { InterceptionState } from "./interception-state.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { SectionPart, OptionsSection } from "./section.tsx";
import type { SettingProps } from "./state.ts";

/** Spans of time that can be forgotten. Milliseconds. */
const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** Whether hosts are remembered, how much of them and how long, and forgetting. */
export function Memory({ report, set, state }: SettingProps & { state: InterceptionState }): JSX.Element {
  const text = useText();
  const remember = useLocked("memory.remember");
  const days = useLocked("memory.days");
  const megabytes = useLocked("memory.megabytes");
  const memory = report?.settings.memory;
  return (
    <OptionsSection id="memory" heading={text("options_memory_heading")} lead={text("options_memory_lead")} testId="memory-settings">
      {memory !== undefined && (
        <>
          <ByPolicy path="memory.remember" />
          <CheckField label={text("options_memory")} meaning={text("options_memory_meaning")} checked={memory.remember} disabled={remember} testId="remember" onChange={(on) => set({ "memory.remember": on })} />
          <ByPolicy path="memory.days" />
          <NumberField
            label={text("options_memory_days")} meaning={text("options_memory_days_meaning")} unit={text("options_memory_days_unit")}
            limits={MEMORY_LIMITS.days} value={memory.days} disabled={days} testId="memory-days" onChange={(value) => set({ "memory.days": value })}
          />
          <ByPolicy path="memory.megabytes" />
          <NumberField
            label={text("options_memory_megabytes")} meaning={text("options_memory_megabytes_meaning")} unit={text("options_memory_megabytes_unit")}
            limits={MEMORY_LIMITS.megabytes} value={memory.megabytes} disabled={megabytes} testId="memory-megabytes" onChange={(value) => set({ "memory.megabytes": value })}
          />
        </>
      )}
      {state.report !== undefined && <Forget state={state} history={state.report.history} />}
    </OptionsSection>
  );
}

function Forget({ state, history }: { state: InterceptionState; history: { hosts: number; bytes: number; putAside?: true } | null }): JSX.Element {
  const text = useText();
  const [host, setHost] = useState("");
  const since = (span: keyof typeof SPANS): ForgottenHosts => ({ since: new Date(Date.now() - SPANS[span]).toISOString() });
  return (
    <SectionPart heading={text("options_forget_heading")} lead={text("options_forget_lead")}>
      <p data-testid="memory" data-hosts={history?.hosts}>
        {history === null ? text("options_memory_unreadable") : plural(text, "options_memory_holds", history.hosts, [String(Math.ceil(history.bytes / 1000))])}
      </p>
      {history?.putAside === true && <p data-testid="memory-put-aside">{text("options_memory_putAside")}</p>}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void state.forget({ host: host.trim() }).then((taken) => taken && setHost(""));
        }}
      >
        <Field label={text("options_memory_host")} testId="forget-host" value={host} onInput={setHost} />
        <div class="buttons">
          <button type="submit" class="button" disabled={host.trim() === ""}>
            {text("options_memory_forget_host")}
          </button>
          {(["hour", "day", "week"] as const).map((span) => (
            <button key={span} type="button" class="button" onClick={() => void state.forget(since(span))}>
              {text(`options_memory_forget_${span}`)}
            </button>
          ))}
          <button type="button" class="button" data-testid="forget-all" onClick={() => void state.forget("all")}>
            {text("options_memory_forget_all")}
          </button>
        </div>
      </form>
    </SectionPart>
  );
}

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { InterceptionChange, InterceptionReport, Messages } from "../../src/messages.ts";
import { visibleText } from "../../src/visible-text.ts";
import { announce } from "../../ui/announce.ts";
import { DownloadIcon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";

type Answer = Messages["interception/change"]["response"];
type Forgotten = Messages["history/forget"]["request"]["what"];

/** How the page speaks with whoever keeps the settings and the memory. */
export interface InterceptionActions {
  load: () => Promise<InterceptionReport>;
  change: (change: InterceptionChange) => Promise<Answer>;
  forget: (what: Forgotten) => Promise<InterceptionReport>;
  /** The text of an export; null: none any more. */
  setElsewhere: (text: string | null) => Promise<Answer>;
  /** Asks the browser for the permission to show notifications; within a click. Resolves to whether it is given. */
  allowNotifications: () => Promise<boolean>;
  /** Offers what was decided as a file. */
  save: (report: InterceptionReport) => void;
}

interface Problem {
  code: string;
  params: readonly string[];
}

const NO_ANSWER: Problem = { code: "no-answer", params: [] };

/** Whom the person expects in the middle, what is pinned and accepted, and what is remembered of hosts. */
export function Interception(actions: InterceptionActions): JSX.Element {
  const text = useText();
  const [report, setReport] = useState<InterceptionReport>();
  const [problem, setProblem] = useState<Problem>();

  const take = async (answer: Promise<InterceptionReport | Answer>): Promise<boolean> => {
    try {
      const given = await answer;
      const { interception, error } = "interception" in given ? given : { interception: given, error: undefined };
      setReport(interception);
      setProblem(error);
      if (error === undefined && report !== undefined) announce(text("options_trust_said"));
      return error === undefined;
    } catch (error) {
      console.error(error);
      setProblem(NO_ANSWER);
      return false;
    }
  };
  useEffect(() => void take(actions.load()), []);
  const change = (wanted: InterceptionChange): Promise<boolean> => take(actions.change(wanted));

  return (
    <section aria-labelledby="interception" data-testid="interception-settings">
      <h2 id="interception">{text("options_interception_heading")}</h2>
      <p>{text("options_interception_lead")}</p>
      {problem !== undefined && (
        <p class="refusal" role="alert" data-testid="interception-error" data-code={problem.code}>
          <Message id={`options_trust_error_${problem.code.replaceAll("-", "_")}`} params={problem.params} fallback={problem.code} />
        </p>
      )}
      {report !== undefined && (
        <>
          <Expected report={report} change={change} />
          <Pins report={report} change={change} />
          <Exceptions report={report} change={change} />
          <Part heading={text("options_file_heading")} lead={text("options_file_lead")}>
            <div class="buttons">
              <button type="button" class="button" data-testid="save-decisions" onClick={() => actions.save(report)}>
                <DownloadIcon />
                {text("options_file_save")}
              </button>
              <FileButton label={text("options_file_load")} testId="load-decisions" onText={(file) => void change({ kind: "import", text: file })} onUnreadable={() => setProblem(NO_ANSWER)} />
            </div>
          </Part>
          <Part heading={text("options_elsewhere_heading")} lead={text("options_elsewhere_lead")}>
            {report.elsewhere !== null && (
              <p data-testid="elsewhere" data-hosts={report.elsewhere.hosts}>
                {plural(text, "options_elsewhere_hosts", report.elsewhere.hosts, [report.elsewhere.exportedAt.slice(0, 10)])}
              </p>
            )}
            <div class="buttons">
              <FileButton label={text("options_elsewhere_load")} testId="load-elsewhere" onText={(file) => void take(actions.setElsewhere(file))} onUnreadable={() => setProblem(NO_ANSWER)} />
              {report.elsewhere !== null && (
                <button type="button" class="button" onClick={() => void take(actions.setElsewhere(null))}>
                  {text("options_trust_remove")}
                </button>
              )}
            </div>
          </Part>
          <Memory report={report} change={change} onForget={(what) => take(actions.forget(what))} />
          <Part heading={text("options_notify_heading")} lead={text("options_notify_lead")}>
            <Check
              label={text("options_notify")} checked={report.notify} testId="notify"
              onChange={(on) => {
                if (!on) void change({ kind: "notify", on });
                else void actions.allowNotifications().then((allowed) => allowed && change({ kind: "notify", on }), () => setProblem(NO_ANSWER));
              }}
            />
          </Part>
        </>
      )}
    </section>
  );
}

interface PartProps {
  heading: string;
  lead: string;
  children: ComponentChildren;
}

function Part({ heading, lead, children }: PartProps): JSX.Element {
  return (
    <div class="part">
      <h3>{heading}</h3>
      <p class="muted">{lead}</p>
      {children}
    </div>
  );
}

interface ChangeProps {
  report: InterceptionReport;
  change: (change: InterceptionChange) => Promise<boolean>;
}

function Expected({ report, change }: ChangeProps): JSX.Element {
  const text = useText();
  const [hash, setHash] = useState("");
  return (
    <Part heading={text("options_expected_heading")} lead={text("options_expected_lead")}>
      <Entries>
        {report.expected.map((each) => (
          <Entry key={each.hash} testId="expected" title={each.name === "" ? each.hash : each.name} since={each.since} code={each.hash} onRemove={() => void change({ kind: "unexpect", hash: each.hash })} />
        ))}
      </Entries>
      <form
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
      </form>
    </Part>
  );
}

const PIN_KINDS = ["key", "anchor", "issuer"] as const;

function Pins({ report, change }: ChangeProps): JSX.Element {
  const text = useText();
  const id = useId();
  const [hosts, setHosts] = useState("");
  const [hash, setHash] = useState("");
  const [why, setWhy] = useState("");
  const [pin, setPin] = useState<(typeof PIN_KINDS)[number]>("key");
  return (
    <Part heading={text("options_pins_heading")} lead={text("options_pins_lead")}>
      <Entries>
        {report.pins.map((each) => (
          <Entry
            key={`${each.kind} ${each.hosts}`} testId="pin" title={`${each.hosts}: ${text(`options_pin_${each.kind}`)}`} since={each.since} code={each.hashes.join("\n")} words={each.why}
            onRemove={() => void change({ kind: "unpin", hosts: each.hosts, pin: each.kind })}
          />
        ))}
      </Entries>
      <form
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
      </form>
    </Part>
  );
}

function Exceptions({ report, change }: ChangeProps): JSX.Element | null {
  const text = useText();
  if (report.exceptions.length === 0) return null;
  return (
    <Part heading={text("options_exceptions_heading")} lead={text("options_exceptions_lead")}>
      <Entries>
        {report.exceptions.map(({ host, port, key, since, why }) => (
          <Entry key={`${host} ${String(port)}`} testId="exception" title={`${host}:${String(port)}`} since={since} code={key} words={why} onRemove={() => void change({ kind: "revoke", host, port })} />
        ))}
      </Entries>
    </Part>
  );
}

/** Spans of time that can be forgotten. Milliseconds. */
const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

function Memory({ report, change, onForget }: ChangeProps & { onForget: (what: Forgotten) => Promise<boolean> }): JSX.Element {
  const text = useText();
  const [host, setHost] = useState("");
  const since = (span: keyof typeof SPANS): Forgotten => ({ since: new Date(Date.now() - SPANS[span]).toISOString() });
  return (
    <Part heading={text("options_memory_heading")} lead={text("options_memory_lead")}>
      <Check label={text("options_memory")} checked={report.remember} testId="remember" onChange={(on) => void change({ kind: "remember", on })} />
      <p data-testid="memory" data-hosts={report.history?.hosts}>
        {report.history === null ? text("options_memory_unreadable") : plural(text, "options_memory_holds", report.history.hosts, [String(Math.ceil(report.history.bytes / 1000))])}
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void onForget({ host: host.trim() }).then((taken) => taken && setHost(""));
        }}
      >
        <Field label={text("options_memory_host")} testId="forget-host" value={host} onInput={setHost} />
        <div class="buttons">
          <button type="submit" class="button" disabled={host.trim() === ""}>
            {text("options_memory_forget_host")}
          </button>
          {(["hour", "day", "week"] as const).map((span) => (
            <button key={span} type="button" class="button" onClick={() => void onForget(since(span))}>
              {text(`options_memory_forget_${span}`)}
            </button>
          ))}
          <button type="button" class="button" data-testid="forget-all" onClick={() => void onForget("all")}>
            {text("options_memory_forget_all")}
          </button>
        </div>
      </form>
    </Part>
  );
}

function Entries({ children }: { children: JSX.Element[] }): JSX.Element | null {
  return children.length === 0 ? null : <ul class="entries">{children}</ul>;
}

interface EntryProps {
  testId: string;
  title: string;
  since: string;
  code: string;
  words?: string;
  onRemove: () => void;
}

function Entry({ testId, title, since, code, words = "", onRemove }: EntryProps): JSX.Element {
  const text = useText();
  return (
    <li class="entry" data-testid={testId}>
      <div class="entry-words">
        <p class="entry-title">
          <Untrusted text={title} />
        </p>
        {words !== "" && (
          <p>
            <Untrusted text={words} />
          </p>
        )}
        <p class="muted">{text("options_since", [since.slice(0, 10)])}</p>
        <code class="muted">{code}</code>
      </div>
      <button type="button" class="button" aria-label={text("options_trust_remove_of", [visibleText(title).slice(0, 100)])} onClick={onRemove} data-testid="remove">
        {text("options_trust_remove")}
      </button>
    </li>
  );
}

function Field({ label, testId, value, onInput }: { label: string; testId: string; value: string; onInput: (value: string) => void }): JSX.Element {
  const id = useId();
  return (
    <>
      <label for={id}>{label}</label>
      <input id={id} type="text" spellcheck={false} autocomplete="off" autocapitalize="off" data-testid={testId} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </>
  );
}

function Check({ label, checked, testId, onChange }: { label: string; checked: boolean; testId: string; onChange: (on: boolean) => void }): JSX.Element {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} data-testid={testId} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="choice-name">{label}</span>
    </label>
  );
}

function FileButton({ label, testId, onText, onUnreadable }: { label: string; testId: string; onText: (text: string) => void; onUnreadable: () => void }): JSX.Element {
  const load = (input: HTMLInputElement): void => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    // The same file can be chosen again once it was mended.
    file.text().then(onText, onUnreadable).finally(() => (input.value = ""));
  };
  return (
    <label class="file">
      <span>{label}</span>
      <input type="file" accept=".json" data-testid={testId} onChange={(event) => load(event.currentTarget)} />
    </label>
  );
}

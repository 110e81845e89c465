import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { TRUST_BASES } from "../../src/settings/choices.ts";
import { visibleText } from "../../src/core/text/visible-text.ts";
import { announce } from "../../ui/announce.ts";
import { Message } from "../../ui/message.tsx";
import { RadioChoice } from "../../ui/radio-choice.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { readCertificateFile } from "../certificate-file.ts";
import { RemoveButton } from "./entries.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { SectionPart, OptionsSection } from "./section.tsx";
import { useChanges } from "./state.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";
import type { TrustChange } from "../../src/settings/decisions/changes.ts";
import type { DecisionMessages, Refusal as RefusedChange, TrustReport } from "../../src/messages/decisions.ts";

/** How the page speaks with whoever keeps the settings. */
export interface TrustActions {
  load: () => Promise<TrustReport>;
  change: (change: TrustChange) => Promise<DecisionMessages["trust/change"]["response"]>;
  setBase: (base: TrustReport["base"]) => Promise<TrustReport>;
}

interface Problem extends RefusedChange {
  /** Where it belongs. */
  place: Place;
}

type Place = "base" | "added" | "restrictions";

/** A list of roots that is older than this is worth a word. Days. */
const OLD = 183;

/** Whom to trust: the whole, the anchors added, and the hosts with anchors of their own. */
export function TrustSection({ load, change, setBase }: TrustActions): JSX.Element | null {
  const text = useText();
  const changes = useChanges();
  const [trust, setTrust] = useState<TrustReport>();
  const [problem, setProblem] = useState<Problem>();

  const read = (): void => {
    setProblem(undefined);
    load().then(setTrust, (error: unknown) => fail("base", error));
  };
  const fail = (place: Place, error: unknown): void => {
    console.error(error);
    setProblem({ place, code: "no-answer", params: [] });
  };
  useEffect(read, [changes]);

  /** Resolves to whether the change was taken. */
  const take = async (place: Place, answer: ReturnType<TrustActions["change"]>): Promise<boolean> => {
    try {
      const { trust: after, error } = await answer;
      setTrust(after);
      setProblem(error === undefined ? undefined : { place, ...error });
      if (error === undefined) announce(text("options_trust_said"));
      return error === undefined;
    } catch (error) {
      fail(place, error);
      return false;
    }
  };
  const make = (place: Place, wanted: TrustChange): Promise<boolean> => take(place, change(wanted));
  const problemOf = (place: Place): JSX.Element | null => (problem?.place === place ? <Refusal problem={problem} /> : null);

  return (
    <OptionsSection id="trust" heading={text("options_trust_heading")} lead={text("options_trust_lead")} testId="trust">
      {trust === undefined ? (
        problem === undefined ? <p class="muted">{text("options_trust_loading")}</p> : <Unanswered problem={problem} onRetry={read} />
      ) : (
        <>
          <Base trust={trust} onChange={(base) => void take("base", setBase(base).then((after) => ({ trust: after })))} />
          {problemOf("base")}
          <Added
            added={trust.added}
            onAdd={(pem) => make("added", { kind: "add", text: pem })}
            onRemove={(sha256) => void make("added", { kind: "remove", sha256 })}
            onUnreadable={() => fail("added", new Error("The file could not be read."))}
          >
            {problemOf("added")}
          </Added>
          <Restrictions
            trust={trust}
            onRestrict={(hosts, anchor) => make("restrictions", { kind: "restrict", hosts, anchor })}
            onRelease={(hosts, anchor) => void make("restrictions", { kind: "release", hosts, anchor })}
          >
            {problemOf("restrictions")}
          </Restrictions>
        </>
      )}
    </OptionsSection>
  );
}

function Unanswered({ problem, onRetry }: { problem: Problem; onRetry: () => void }): JSX.Element {
  const text = useText();
  return (
    <>
      <Refusal problem={problem} />
      <button type="button" class="button" onClick={onRetry}>
        {text("options_retry")}
      </button>
    </>
  );
}

function Refusal({ problem: { code, params } }: { problem: Problem }): JSX.Element {
  return (
    <p class="refusal" role="alert" data-testid="trust-error" data-code={code}>
      <Message id={`options_trust_error_${code.replaceAll("-", "_")}`} params={params} fallback={code} />
    </p>
  );
}

function Base({ trust: { base, roots }, onChange }: { trust: TrustReport; onChange: (base: TrustReport["base"]) => void }): JSX.Element {
  const text = useText();
  const locked = useLocked("trust.base");
  return (
    <>
      <ByPolicy path="trust.base" />
      <RadioChoice
        name="trust-base" legend={text("options_trust_base")} chosen={base} disabled={locked} onChoose={onChange}
        choices={TRUST_BASES.map((value) => ({ value, name: text(`options_trust_base_${value}`), meaning: text(`options_trust_base_${value}_meaning`) }))}
      />
      <p class="muted" data-testid="roots-age" data-date={roots.date}>
        {text("options_trust_roots", [String(roots.list.length), roots.date])} {plural(text, "options_trust_roots_age", roots.ageInDays)}
        {roots.ageInDays > OLD && <strong> {text("options_trust_roots_old")}</strong>}
      </p>
    </>
  );
}

interface AddedProps {
  added: readonly CertificateSummary[];
  onAdd: (pem: string) => Promise<boolean>;
  onRemove: (sha256: string) => void;
  onUnreadable: () => void;
  /** What could not be done. */
  children: JSX.Element | null;
}

function Added({ added, onAdd, onRemove, onUnreadable, children }: AddedProps): JSX.Element {
  const text = useText();
  const id = useId();
  const locked = useLocked("trust.added");
  const [pem, setPem] = useState("");
  const load = (input: HTMLInputElement): void => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    // The same file can be chosen again once it was mended.
    readCertificateFile(file).then(onAdd, onUnreadable).finally(() => (input.value = ""));
  };
  return (
    <SectionPart heading={text("options_trust_added_heading")} lead={text("options_trust_added_lead")}>
      <ByPolicy path="trust.added" />
      {added.length > 0 && (
        <ul class="entries">
          {added.map((certificate) => (
            <li key={certificate.sha256} class="entry" data-testid="added-anchor" data-sha256={certificate.sha256}>
              <AnchorFacts certificate={certificate} id={`${id}-${certificate.sha256}`} />
              {!locked && <RemoveButton names={[`${id}-${certificate.sha256}`]} onClick={() => onRemove(certificate.sha256)} />}
            </li>
          ))}
        </ul>
      )}
      {!locked && <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void onAdd(pem).then((taken) => taken && setPem(""));
        }}
      >
        <label for={`${id}-pem`}>{text("options_trust_paste")}</label>
        <textarea id={`${id}-pem`} rows={4} spellcheck={false} autocomplete="off" data-testid="anchor-text" value={pem} onInput={(event) => setPem(event.currentTarget.value)} />
        <div class="buttons">
          <button type="submit" class="button" data-testid="add-anchor" disabled={pem.trim() === ""}>
            {text("options_trust_add")}
          </button>
          <label class="file">
            <span>{text("options_trust_file")}</span>
            <input type="file" accept=".pem,.crt,.cer,.der" data-testid="anchor-file" onChange={(event) => load(event.currentTarget)} />
          </label>
        </div>
      </form>}
      {children}
    </SectionPart>
  );
}

/** Name, key, validity and fingerprint of an anchor. `id`: of the element with its name. */
function AnchorFacts({ certificate, id }: { certificate: CertificateSummary; id: string }): JSX.Element {
  const text = useText();
  const { key } = certificate;
  return (
    <div class="entry-words">
      <p class="entry-title" id={id}>
        <Untrusted text={certificate.title === "" ? certificate.sha256.slice(0, 16) : certificate.title} />
      </p>
      <dl class="facts">
        <div>
          <dt>{text("options_trust_subject")}</dt>
          <dd>
            <Untrusted text={certificate.subject} />
          </dd>
        </div>
        <div>
          <dt>{text("options_trust_key")}</dt>
          <dd>{key.curve === undefined ? text("options_trust_key_bits", [key.type, String(key.bits)]) : `${key.type} ${key.curve}`}</dd>
        </div>
        <div>
          <dt>{text("options_trust_validity")}</dt>
          <dd>{text("options_trust_from_to", [certificate.notBefore.slice(0, 10), certificate.notAfter.slice(0, 10)])}</dd>
        </div>
        <div>
          <dt>{text("options_trust_sha256")}</dt>
          <dd>
            <code>{certificate.sha256}</code>
          </dd>
        </div>
      </dl>
      {!certificate.isCa && <p class="muted">{text("options_trust_no_ca")}</p>}
    </div>
  );
}

interface RestrictionsProps {
  trust: TrustReport;
  onRestrict: (hosts: string, anchor: string) => Promise<boolean>;
  onRelease: (hosts: string, anchor: string) => void;
  children: JSX.Element | null;
}

function Restrictions({ trust, onRestrict, onRelease, children }: RestrictionsProps): JSX.Element {
  const text = useText();
  const id = useId();
  const [hosts, setHosts] = useState("");
  const [chosen, setChosen] = useState("");
  const [fingerprint, setFingerprint] = useState("");
  const locked = useLocked("trust.restrictions");
  const anchor = chosen === "" ? fingerprint : chosen;
  return (
    <SectionPart heading={text("options_trust_hosts_heading")} lead={text("options_trust_hosts_lead")}>
      <ByPolicy path="trust.restrictions" />
      {trust.restrictions.length > 0 && (
        <ul class="entries">
          {trust.restrictions.map((restriction) => (
            <li key={restriction.hosts} class="entry" data-testid="restriction" data-hosts={restriction.hosts}>
              <div class="entry-words">
                <p class="entry-title" id={`${id}-${restriction.hosts}`}>
                  <Untrusted text={restriction.hosts} />
                </p>
                <ul class="entry-anchors">
                  {restriction.anchors.map(({ hash, title }) => (
                    <li key={hash}>
                      <div class="entry-words">
                        <p id={`${id}-${restriction.hosts}-${hash}`}>{title === null ? text("options_trust_unknown_ca") : <Untrusted text={title} />}</p>
                        <code class="muted">{hash}</code>
                      </div>
                      {!locked && <RemoveButton names={[`${id}-${restriction.hosts}`, `${id}-${restriction.hosts}-${hash}`]} onClick={() => onRelease(restriction.hosts, hash)} />}
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          ))}
        </ul>
      )}
      {!locked && <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void onRestrict(hosts, anchor).then((taken) => {
            if (!taken) return;
            setHosts("");
            setFingerprint("");
          });
        }}
      >
        <label for={`${id}-hosts`}>{text("options_trust_hosts")}</label>
        <input id={`${id}-hosts`} type="text" spellcheck={false} autocomplete="off" autocapitalize="off" aria-describedby={`${id}-help`} data-testid="restriction-hosts" value={hosts} onInput={(event) => setHosts(event.currentTarget.value)} />
        <p id={`${id}-help`} class="muted help">
          {text("options_trust_hosts_help")}
        </p>
        <label for={`${id}-ca`}>{text("options_trust_must_end")}</label>
        <select id={`${id}-ca`} data-testid="restriction-ca" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{text("options_trust_by_hash")}</option>
          {trust.added.length > 0 && <Choices label={text("options_trust_group_added")} list={trust.added} />}
          <Choices label={text("options_trust_group_mozilla")} list={trust.roots.list} />
        </select>
        {chosen === "" && (
          <>
            <label for={`${id}-hash`}>{text("options_trust_hash")}</label>
            <input id={`${id}-hash`} type="text" spellcheck={false} autocomplete="off" autocapitalize="off" data-testid="restriction-hash" value={fingerprint} onInput={(event) => setFingerprint(event.currentTarget.value)} />
          </>
        )}
        <div class="buttons">
          <button type="submit" class="button" data-testid="add-restriction" disabled={hosts.trim() === "" || anchor.trim() === ""}>
            {text("options_trust_restrict")}
          </button>
        </div>
      </form>}
      {children}
    </SectionPart>
  );
}

/** A longer name would make the list wider than the page. Characters. */
const CHOICE_LENGTH = 80;

function Choices({ label, list }: { label: string; list: readonly { sha256: string; title: string }[] }): JSX.Element {
  return (
    <optgroup label={label}>
      {list.map(({ sha256, title }) => (
        <option key={sha256} value={sha256}>
          {visibleText(title).slice(0, CHOICE_LENGTH) || sha256.slice(0, 16)}
        </option>
      ))}
    </optgroup>
  );
}

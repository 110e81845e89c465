import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { Message } from "../../ui/message.tsx";
import { language, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { connectionFacts, keyPart } from "../facts.ts";
import { localClock } from "../../ui/format.ts";
import { Chain } from "./chain.tsx";
import { CertificatesContext, ConnectionContext, useConnection } from "./subject.ts";
import type { PageReport } from "../../src/messages/page.ts";
import type { CompanionOutcome, CompanionSight } from "../../src/messages/companion.ts";

/** Has the companion asked about the page's own connection; rejects where the background does not answer. */
export type AskCompanion = () => Promise<CompanionOutcome>;

export const AskCompanionContext = createContext<AskCompanion>(() => Promise.reject(new Error("Nobody asks.")));

type Progress = { kind: "idle" } | { kind: "asking" } | { kind: "told"; outcome: CompanionOutcome } | { kind: "no-answer" };

interface CompanionProps {
  /** Whether it can be asked. */
  state: NonNullable<PageReport["companion"]>;
}

/** The button that asks the companion, and what it saw on a connection of its own. */
export function CompanionSection({ state }: CompanionProps): JSX.Element {
  const text = useText();
  const connection = useConnection();
  const askCompanion = useContext(AskCompanionContext);
  const [progress, setProgress] = useState<Progress>({ kind: "idle" });
  if (state === "no-address") return <p data-testid="companion-no-address">{text("popup_companion_no_address")}</p>;

  const address = connection.ip ?? connection.endpoint ?? "";
  const ask = (): void => {
    setProgress({ kind: "asking" });
    askCompanion().then(
      (outcome) => {
        setProgress({ kind: "told", outcome });
        // A failure is an alert, and speaks for itself.
        if ("sight" in outcome) announce(text("popup_companion_answered"));
      },
      (error: unknown) => {
        console.error(error);
        setProgress({ kind: "no-answer" });
      },
    );
  };

  const label = { idle: "popup_companion_ask", asking: "popup_companion_waiting", told: "popup_companion_again", "no-answer": "popup_companion_again" }[progress.kind];
  return (
    <>
      {progress.kind !== "told" && (
        <p>
          <Message id="popup_companion_lead" params={[address]} fallback={address} />
        </p>
      )}
      {state === "maybe-proxy" && progress.kind !== "told" && <p class="muted" data-testid="companion-maybe-proxy">{text("popup_companion_maybe_proxy")}</p>}
      <button type="button" class="button" data-testid="ask-companion" disabled={progress.kind === "asking"} onClick={ask}>
        {text(label)}
      </button>
      {progress.kind === "told" && ("sight" in progress.outcome ? <Sight sight={progress.outcome.sight} /> : <Failure code={progress.outcome.failure} detail={progress.outcome.detail} />)}
      {progress.kind === "no-answer" && <Failure code="error" detail="" />}
    </>
  );
}

/** Codes whose technical words tell what is the matter. */
const TELLING = new Set(["rejected", "no-certificate"]);

function Failure({ code, detail }: { code: string; detail: string }): JSX.Element {
  const text = useText();
  return (
    <div role="alert" data-testid="companion-failure" data-code={code}>
      <p>
        {text(`popup_companion_failure_${keyPart(code)}`)} {TELLING.has(code) && <Untrusted text={detail} />}
      </p>
    </div>
  );
}

const BROWSERS = { chromium: "Chromium", firefox: "Firefox" };

function Sight({ sight }: { sight: CompanionSight }): JSX.Element {
  const text = useText();
  const { connection, certificates, leaf, anchor, as, browserTime, handshakeFailure, maybeProxy } = sight;
  const tag = language(text);
  const params = [connection.ip ?? connection.host, localClock(connection.firstSeen, tag), browserTime === undefined ? "?" : localClock(browserTime, tag)];
  return (
    <div data-testid="companion-sight" data-leaf={leaf} data-anchor={anchor}>
      <p>
        <Message id="popup_companion_seen" params={params} fallback={params.join(" ")} />
      </p>
      <p>{text(`popup_companion_leaf_${keyPart(leaf)}`)}</p>
      {maybeProxy === true && leaf !== "same" && <p>{text("popup_companion_maybe_proxy")}</p>}
      <p>{text(`popup_companion_anchor_${keyPart(anchor)}`)}</p>
      <p data-testid="companion-offer">
        {as === undefined ? text("popup_companion_offer_own") : text("popup_companion_offer_as", [BROWSERS[as.browser]])}
        {as !== undefined && as.notOffered.length > 0 && <> {text("popup_companion_offer_lacks")} <Untrusted text={as.notOffered.join("; ")} /></>}
      </p>
      <p class="muted">{text("popup_companion_limit")}</p>
      {handshakeFailure !== undefined && (
        <p>
          {text("popup_companion_failed_behind")} <Untrusted text={handshakeFailure} />
        </p>
      )}
      <ConnectionContext.Provider value={connection}>
        <CertificatesContext.Provider value={certificates}>
          <Chain time={connection.firstSeen} level={3} />
        </CertificatesContext.Provider>
      </ConnectionContext.Provider>
      <h3 class="group-heading">{text("popup_companion_handshake")}</h3>
      <Handshake sight={sight} />
    </div>
  );
}

/** Facts that a connection of the companion's can have. */
const FACTS = new Set(["version", "suite", "group", "signature", "alpn", "address"]);

function Handshake({ sight: { connection, certificateMessageBytes, ocspStapled } }: { sight: CompanionSight }): JSX.Element {
  const text = useText();
  const { assessment } = connection;
  const facts = assessment === null ? [] : connectionFacts(connection, assessment, text).filter(({ name, value }) => FACTS.has(name) && value !== undefined);
  return (
    <dl class="rows">
      {facts.map(({ name, value = "", mark }) => (
        <div key={name}>
          <dt>{text(`popup_fact_${name}`)}</dt>
          <dd>
            <Untrusted text={value} />
            {mark !== undefined && <span class="mark">{mark}</span>}
          </dd>
        </div>
      ))}
      {certificateMessageBytes !== undefined && (
        <div>
          <dt>{text("popup_companion_message_bytes")}</dt>
          <dd>{text("popup_companion_bytes", [new Intl.NumberFormat(language(text)).format(certificateMessageBytes)])}</dd>
        </div>
      )}
      {ocspStapled !== undefined && (
        <div>
          <dt>{text("popup_companion_stapled")}</dt>
          <dd>{text(ocspStapled ? "popup_yes" : "popup_no")}</dd>
        </div>
      )}
    </dl>
  );
}

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { Message } from "../../ui/message.tsx";
import { useText } from "../../ui/text.ts";
import type { Reader } from "../../src/core/interception/readers.ts";
import type { InterceptionChange } from "../../src/settings/decisions/changes.ts";
import type { DecisionMessages, ForgottenHosts, InterceptionReport, Refusal } from "../../src/messages/decisions.ts";

type Answer = DecisionMessages["interception/change"]["response"];

/** How the page speaks with whoever keeps what is decided and remembered of hosts. */
export interface InterceptionActions {
  load: () => Promise<InterceptionReport>;
  change: (change: InterceptionChange) => Promise<Answer>;
  forget: (what: ForgottenHosts) => Promise<InterceptionReport>;
  /** Who read connections, the one met last first. */
  readers: () => Promise<Reader[]>;
  /** The text of an export; null: none any more. */
  setElsewhere: (text: string | null) => Promise<Answer>;
  /** Asks the browser for the permission to show notifications; within a click. Resolves to whether it is given. */
  allowNotifications: () => Promise<boolean>;
  /** Offers what was decided as a file. */
  save: (report: InterceptionReport) => void;
}

/** What was decided and is remembered, and what can be done with it; each resolves to whether it was done. */
export interface InterceptionState {
  report: InterceptionReport | undefined;
  problem: Refusal | undefined;
  change: (change: InterceptionChange) => Promise<boolean>;
  forget: (what: ForgottenHosts) => Promise<boolean>;
  setElsewhere: (text: string | null) => Promise<boolean>;
  /** Something outside could not be read or was not permitted. */
  fail: (error: unknown) => void;
}

/** What a part of it is given. */
export interface ChangeProps {
  report: InterceptionReport;
  change: InterceptionState["change"];
}

/** `changes`: it is asked for anew when this does. */
export function useInterception(actions: InterceptionActions, changes: number): InterceptionState {
  const text = useText();
  const [report, setReport] = useState<InterceptionReport>();
  const [problem, setProblem] = useState<Refusal>();

  const fail = (error: unknown): void => {
    console.error(error);
    setProblem({ code: "no-answer", params: [] });
  };
  const take = async (answer: Promise<InterceptionReport | Answer>, said = ""): Promise<boolean> => {
    try {
      const given = await answer;
      const { interception, error } = "interception" in given ? given : { interception: given, error: undefined };
      setReport(interception);
      setProblem(error);
      if (error === undefined && said !== "") announce(said);
      return error === undefined;
    } catch (error) {
      fail(error);
      return false;
    }
  };
  useEffect(() => void take(actions.load()), [changes]);
  const said = text("options_trust_said");
  return {
    report, problem, fail,
    change: (wanted) => take(actions.change(wanted), said),
    forget: (what) => take(actions.forget(what), said),
    setElsewhere: (file) => take(actions.setElsewhere(file), said),
  };
}

/** Why the last thing could not be done. */
export function InterceptionProblem({ problem }: { problem: Refusal | undefined }): JSX.Element | null {
  if (problem === undefined) return null;
  return (
    <p class="refusal" role="alert" data-testid="interception-error" data-code={problem.code}>
      <Message id={`options_trust_error_${problem.code.replaceAll("-", "_")}`} params={problem.params} fallback={problem.code} />
    </p>
  );
}

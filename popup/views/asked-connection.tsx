import type { ComponentChildren, JSX } from "preact";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import type { ConnectionReport, PageConnection } from "../../src/messages/page.ts";

/** Gives all of a connection that has only its row here; null: the page has it no more. Rejects where nobody answers. */
export type AskConnection = (connection: PageConnection) => Promise<ConnectionReport | null>;

export const AskConnectionContext = createContext<AskConnection>(() => Promise.resolve(null));

type Answer = { kind: "waiting" } | { kind: "failed"; error: Error } | { kind: "told"; report: ConnectionReport | null };

/** What stands behind a row: asked for when it is opened, and again when the row has changed. What was told stays until then. */
export function AskedConnection({ connection, content }: { connection: PageConnection; content: (report: ConnectionReport) => ComponentChildren }): JSX.Element {
  const text = useText();
  const askConnection = useContext(AskConnectionContext);
  const [answer, setAnswer] = useState<Answer>({ kind: "waiting" });
  useEffect(() => {
    let outdated = false;
    askConnection(connection).then(
      (report) => {
        if (!outdated) setAnswer({ kind: "told", report });
      },
      (error: unknown) => {
        if (!outdated) setAnswer({ kind: "failed", error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => {
      outdated = true;
    };
  }, [connection.requests, connection.lastSeen, connection.row?.time, connection.row?.grade, connection.row?.verdict]);
  if (answer.kind === "waiting") return <p class="waiting muted">{text("popup_loading")}</p>;
  if (answer.kind === "failed") {
    return (
      <p class="failure" role="alert">
        {text("popup_error_title")} <Untrusted text={answer.error.message} />
      </p>
    );
  }
  return <>{answer.report === null ? <p class="muted">{text("popup_host_unknown")}</p> : content(answer.report)}</>;
}

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Reader, ReadSite } from "../../src/core/interception/readers.ts";
import { Message } from "../../ui/message.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { OptionsSection } from "./section.tsx";
import type { InterceptionReport } from "../../src/messages/decisions.ts";

/** Sites of one reader that are listed. */
const MOST_SITES = 200;

interface ReadersProps {
  load: () => Promise<Reader[]>;
  /** How many hosts are remembered: it is asked anew when that changes. */
  history: number | undefined;
  /** CAs that the person expects. */
  expected: InterceptionReport["expected"] | undefined;
}

/** Who has read connections: since when, at which sites, and whether they are gone. */
export function Readers({ load, history, expected = [] }: ReadersProps): JSX.Element {
  const text = useText();
  const [readers, setReaders] = useState<Reader[] | "failed">();
  useEffect(() => {
    load().then(setReaders, (failure: unknown) => {
      console.error(failure);
      setReaders("failed");
    });
  }, [history]);
  return (
    <OptionsSection id="readers" heading={text("options_readers_heading")} lead={text("options_readers_lead")} testId="readers">
      {readers === "failed" && <p role="alert">{text("options_memory_unreadable")}</p>}
      {Array.isArray(readers) && readers.length === 0 && <p data-testid="no-readers">{text("options_readers_none")}</p>}
      {Array.isArray(readers) && readers.length > 0 && (
        <ul class="entries">
          {readers.map((reader) => (
            <ReaderEntry key={reader.root} reader={reader} expected={expected.some(({ hash }) => hash === reader.root)} />
          ))}
        </ul>
      )}
    </OptionsSection>
  );
}

function ReaderEntry({ reader, expected }: { reader: Reader; expected: boolean }): JSX.Element {
  const text = useText();
  const { name, label, verdict, firstSeen, lastSeen, gone, sites } = reader;
  const late = sites.filter(({ wasFirst, freeSince }) => wasFirst && freeSince !== null);
  return (
    <li class="entry" data-testid="reader" data-root={reader.root} data-gone={gone === null ? undefined : ""}>
      <div class="entry-words">
        <p class="entry-title">
          {label !== null && <><Untrusted text={label} /> · </>}
          <Untrusted text={name} />
        </p>
        <p>{text(expected ? "options_readers_expected" : `options_readers_${verdict}`)}</p>
        <p>{text("options_readers_since", [day(firstSeen), day(lastSeen)])}</p>
        <p data-testid="reader-state">{gone === null ? text("options_readers_there") : text("options_readers_gone", [day(gone)])}</p>
        {late.length > 0 && !expected && <p>{plural(text, "options_readers_first", late.length)}</p>}
        <details>
          <summary>{plural(text, "options_readers_sites", sites.length)}</summary>
          <ul>
            {sites.slice(0, MOST_SITES).map((site) => (
              <li key={`${site.host} ${String(site.port)}`} data-testid="reader-site" data-free={site.freeSince === null ? undefined : ""}>
                <Site site={site} />
              </li>
            ))}
          </ul>
        </details>
      </div>
    </li>
  );
}

function Site({ site: { host, port, firstSeen, lastSeen, freeSince } }: { site: ReadSite }): JSX.Element {
  const text = useText();
  const name = port === 443 ? host : `${host}:${String(port)}`;
  return (
    <>
      <Message id="options_readers_site" params={[name, day(firstSeen), day(lastSeen)]} fallback={name} />
      {freeSince !== null && <span class="muted"> {text("options_readers_site_free", [day(freeSince)])}</span>}
    </>
  );
}

/** ISO 8601, the day. */
function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

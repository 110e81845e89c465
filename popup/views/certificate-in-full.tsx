import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { CertificateDescription } from "../../src/core/description/description.ts";
import type { mountViewer, unmountViewer } from "../../ui/certificate/mount.tsx";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";

/** What shows a certificate in full; both reject where they do not come. */
export interface CertificateSource {
  /** null: its bytes are not kept. */
  describe: (sha256: string) => Promise<CertificateDescription | null>;
  loadViewer: () => Promise<{ mountViewer: typeof mountViewer; unmountViewer: typeof unmountViewer }>;
}

const NOBODY: CertificateSource = {
  describe: () => Promise.resolve(null),
  loadViewer: () => Promise.reject(new Error("There is no viewer.")),
};

export const CertificateSourceContext = createContext<CertificateSource>(NOBODY);

interface CertificateInFullProps {
  sha256: string;
  /** Hostile text. */
  title: string;
  level: 3 | 4;
}

type Progress =
  | { kind: "waiting" }
  | { kind: "failed"; error: Error }
  | { kind: "gone" }
  | { kind: "told"; description: CertificateDescription; viewer: Awaited<ReturnType<CertificateSource["loadViewer"]>> };

/** Asks for the certificate, and for what shows it, once it is drawn. */
export function CertificateInFull({ sha256, title, level }: CertificateInFullProps): JSX.Element {
  const text = useText();
  const source = useContext(CertificateSourceContext);
  const [progress, setProgress] = useState<Progress>({ kind: "waiting" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let outdated = false;
    setProgress({ kind: "waiting" });
    Promise.all([source.describe(sha256), source.loadViewer()]).then(
      ([description, viewer]) => {
        if (!outdated) setProgress(description === null ? { kind: "gone" } : { kind: "told", description, viewer });
      },
      (error: unknown) => {
        if (!outdated) setProgress({ kind: "failed", error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => {
      outdated = true;
    };
  }, [sha256, attempt]);
  switch (progress.kind) {
    case "waiting":
      return <p class="waiting muted">{text("viewer_loading")}</p>;
    case "gone":
      return <p class="muted">{text("viewer_gone")}</p>;
    case "failed":
      return (
        <div class="failure" role="alert">
          <p>
            {text("viewer_failed")} <Untrusted text={progress.error.message} />
          </p>
          <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>
            {text("viewer_retry")}
          </button>
        </div>
      );
    case "told":
      return <Mounted description={progress.description} viewer={progress.viewer} title={title} level={level} />;
  }
}

type MountedProps = Omit<Extract<Progress, { kind: "told" }>, "kind"> & Omit<CertificateInFullProps, "sha256">;

/** The viewer draws itself into an element that is left alone here. */
function Mounted({ description, viewer, title, level }: MountedProps): JSX.Element {
  const text = useText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    viewer.mountViewer(element, description, title, level, text);
    return () => viewer.unmountViewer(element);
  }, [description, viewer, title, level]);
  return <div ref={place} />;
}

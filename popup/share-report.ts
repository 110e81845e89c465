// Writes a page's report down to be pasted elsewhere: a file of its own, loaded when somebody asks for that.
import type { Text } from "../src/core/text/message-text.ts";
import { shareDocument, type ShareDocument } from "./share/document.ts";
import { FOUND_WRITERS } from "./share/found-writers.ts";
import type { PageReport } from "../src/messages/page.ts";

type Writer = (report: ShareDocument) => string;

/** The report in the form asked for, named after its file in share/forms. `host`: as the popup names the page. Throws where there is no such form. */
export function shareReport(form: string, report: PageReport, host: string, text: Text): string {
  return writerOf(form)(shareDocument(report, host, text));
}

/** What the form's file exports as to… writes it. */
function writerOf(form: string): Writer {
  const [, writer] = Object.entries(FOUND_WRITERS.get(form) ?? {}).find(([name, value]) => /^to[A-Z]/.test(name) && typeof value === "function") ?? [];
  if (writer === undefined) throw new Error(`popup/share/forms/${form}.ts exports no function to….`);
  return writer as Writer;
}

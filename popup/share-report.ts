// Writes a page's report down to be pasted elsewhere: a file of its own, loaded when somebody asks for that.
import type { Text } from "../src/core/text/message-text.ts";
import { shareDocument, type ShareDocument } from "./share/document.ts";
import type { ShareForm } from "./share/form.ts";
import { toMarkdown } from "./share/markdown.ts";
import { toPlainText } from "./share/plain-text.ts";
import type { PageReport } from "../src/messages/page.ts";

/** How each form is written. */
const WRITERS: Readonly<Record<ShareForm, (report: ShareDocument) => string>> = { markdown: toMarkdown, plain: toPlainText };

/** The report in the form asked for. `host`: as the popup names the page. */
export function shareReport(form: ShareForm, report: PageReport, host: string, text: Text): string {
  return WRITERS[form](shareDocument(report, host, text));
}

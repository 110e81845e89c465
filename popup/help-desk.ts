// The file for a help desk: a file of its own, loaded when somebody asks for that.
import { LINE, visibleText } from "../src/core/text/visible-text.ts";
import type { Text } from "../src/core/text/message-text.ts";
import { withoutOtherHosts } from "../src/core/interception/other-hosts.ts";
import type { PageConnection, PageReport } from "../src/messages/page.ts";
import { shareDocument } from "./share/document.ts";
import { toPlainText } from "./share/forms/plain.ts";

/** Evidence across sites names no other one. */
function withoutOthers(connection: PageConnection): PageConnection {
  const { assessment } = connection;
  return assessment === null ? connection : { ...connection, assessment: { ...assessment, interception: withoutOtherHosts(assessment.interception) } };
}

/**
 * What a help desk needs of the page's own connection: the evidence, the chain, the times, and the certificates themselves; no other
 * host. `host`: as the popup names it; `certificates`: base64 DER by SHA-256, as an export has them.
 */
export function helpDeskFile(report: PageReport, host: string, certificates: Readonly<Record<string, string>>, text: Text): string {
  const main = report.connections.find((connection) => connection.main);
  const own: PageReport = { ...report, connections: main === undefined ? [] : [withoutOthers(main)], omitted: 0, plainRequests: 0, findings: [] };
  const path = main?.assessment?.chain.path ?? main?.assessment?.chain.partialPath ?? [];
  const hashes = main === undefined ? [] : main.certificates.length > 0 ? main.certificates : path;
  const times = main === undefined ? [] : [`${text("help_desk_first_seen")} ${main.firstSeen}`, `${text("help_desk_last_seen")} ${main.lastSeen}`];
  const pems = hashes.flatMap((hash) => {
    const base64 = certificates[hash];
    if (base64 === undefined) return [];
    const lines = base64.match(/.{1,64}/g) ?? [];
    return [`${visibleText(report.certificates[hash]?.title ?? hash, LINE)}\n-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----`];
  });
  return `${toPlainText(shareDocument(own, host, text))}\n${[...times, "", ...pems].join("\n")}\n`;
}

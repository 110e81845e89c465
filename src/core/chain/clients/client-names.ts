import type { ClientAssessment } from "../../assessment.ts";
import type { Text } from "../../text/message-text.ts";

const NAMES: Readonly<Record<string, string>> = {
  firefox: "Firefox", chromium: "Chromium", openssl: "OpenSSL", gnutls: "GnuTLS", go: "Go", java: "Java", curl: "curl", python: "Python", node: "Node.js", wget: "wget",
  apple: "Apple", android: "Android", microsoft: "Microsoft",
};

/** A client by its own name, with the version that its rules are of. */
export function clientName({ client, version }: Pick<ClientAssessment, "client" | "version">): string {
  return `${NAMES[client] ?? client} ${version}`;
}

/** Who refuses, with the reason that most of them have in front of their names; undefined where nobody does. */
export function refusingClients(clients: readonly ClientAssessment[], text: Text): string | undefined {
  const byRule = new Map<string, string[]>();
  for (const { client, verdict, reasons: [first] } of clients) {
    if (verdict !== "refuses" || !first) continue;
    const of = byRule.get(first.rule) ?? [];
    byRule.set(first.rule, [...of, NAMES[client] ?? client]);
  }
  if (byRule.size === 0) return undefined;
  return [...byRule].sort(([, a], [, b]) => b.length - a.length)
    .map(([rule, names]) => text("clients_because", [names.join(", "), text(`rule_${rule.replace(/[^A-Za-z0-9]/g, "_")}_title`)])).join("; ");
}

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { MessageTable } from "../../src/core/text/message-text.ts";
import { languages } from "../locales.ts";

/** A rule cannot be begun as it was asked for; the message says why, for people. */
export class NewRuleError extends Error {
  override readonly name = "NewRuleError";
  readonly code = "new-rule";
}

export interface NewRule {
  id: string;
  /** What was written, from the root: the rule, its test, and the messages of each language. */
  files: string[];
}

interface Kind {
  /** In each language's folder. */
  messages: string;
  rule: (begin: Begin) => string;
  test: (begin: Begin) => string;
}

interface Begin {
  id: string;
  /** Of the exported constant. */
  name: string;
  /** From the rule to src/core/rules, and from the test to the project's root. */
  rules: string;
  root: string;
}

const CONNECTION: Kind = { messages: "rules.json", rule: connectionRule, test: connectionTest };

const KINDS: Readonly<Record<string, Kind>> = {
  certificate: { messages: "certificate-rules.json", rule: certificateRule, test: certificateTest },
  connection: CONNECTION,
  host: CONNECTION,
  transparency: { ...CONNECTION, messages: "transparency.json" },
};

const PARTS = ["title", "message", "meaning", "fix"];

/**
 * Writes a rule, its test and its messages in all languages under `root`, with TODO wherever somebody has to say something.
 * `path`: "connection/name", or "certificate/<part>/name" with a folder of src/core/rules/certificate.
 * @throws NewRuleError where the path is none for a rule, or there is such a rule already
 */
export function newRule(root: string, path: string): NewRule {
  const match = /^([a-z]+)\/(?:([a-z-]+)\/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(path);
  const [, kind = "", part, name = ""] = match ?? [];
  const begun = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (begun === undefined) throw new NewRuleError(`A rule is called certificate/<name>, connection/<name>, host/<name> or transparency/<name>, in small letters with hyphens; "${path}" is not. Rules about paths, interception and pages begin elsewhere: see docs/adding-a-rule.md.`);
  const folder = `src/core/rules/${kind}${part === undefined ? "" : `/${part}`}`;
  if (part !== undefined && (!existsSync(join(root, folder)) || ["lint", "run", "in-use", "page"].includes(part))) {
    const parts = readdirSync(join(root, "src/core/rules", kind), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).filter((each) => !["lint", "run", "in-use", "page"].includes(each));
    throw new NewRuleError(`${kind}/ has no part ${part} for new rules${parts.length === 0 ? "" : `; it has ${parts.join(", ")}`}.`);
  }
  const id = `${kind}/${name}`;
  const rule = `${folder}/${name}.ts`;
  const test = `test/unit/core/rules/${kind}/${name}.test.ts`;
  const tables = languages(join(root, "_locales")).map((language) => `_locales/${language}/${begun.messages}`);
  const stem = `rule_${id.replace(/[/-]/g, "_")}`;
  const taken = [rule, test].find((file) => existsSync(join(root, file))) ?? tables.find((file) => `${stem}_title` in readTable(root, file));
  if (taken !== undefined) throw new NewRuleError(`There is ${id} already: ${taken}.`);

  const begin: Begin = { id, name: name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()), rules: posix.relative(folder, "src/core/rules"), root: posix.relative(dirname(test), ".") };
  write(root, rule, begun.rule(begin));
  write(root, test, begun.test(begin));
  for (const file of tables) {
    const added = Object.fromEntries(PARTS.map((each) => [`${stem}_${each}`, { message: "TODO" }]));
    write(root, file, `${JSON.stringify({ ...readTable(root, file), ...added }, null, 2)}\n`);
  }
  return { id, files: [rule, test, ...tables] };
}

function readTable(root: string, file: string): MessageTable {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as MessageTable;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function certificateRule({ id, name, rules }: Begin): string {
  const lint = rules === ".." ? "./lint" : "../lint";
  return `import { rfc } from "${lint}/citations.ts";
import { when, type CertificateRule } from "${lint}/rule.ts";

/** TODO: what is wrong with the certificate. */
export const ${name}: CertificateRule = {
  id: "${id}",
  severity: "warning",
  citation: rfc(5280, "TODO"),
  check: (c) => when(c.certificate.version < 0), // TODO
};
`;
}

function certificateTest({ id, root }: Begin): string {
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import { lintCertificate } from "${root}/src/core/rules/certificate/run/lint.ts";
import { Certificate } from "${root}/src/core/x509/certificate.ts";
import { certificate, type CertificateOptions } from "../../../support/certificates.ts";

// TODO: certificates in which it fires, and such in which it does not.
const FIRES: readonly CertificateOptions[] = [];
const SILENT: readonly CertificateOptions[] = [{}];

const fires = (options: CertificateOptions): boolean =>
  lintCertificate(Certificate.parse(certificate({ dns: ["www.example.com"], ...options }))).some(({ rule }) => rule.id === "${id}");

test("${id}", () => {
  assert.ok(FIRES.length > 0 && SILENT.length > 0, "the test says where the rule fires and where it does not");
  for (const options of FIRES) assert.ok(fires(options), \`fires: \${JSON.stringify(options)}\`);
  for (const options of SILENT) assert.ok(!fires(options), \`silent: \${JSON.stringify(options)}\`);
});
`;
}

function connectionRule({ id, name, rules }: Begin): string {
  return `import type { RuleContext } from "${rules}/context.ts";
import type { Rule } from "${rules}/rule.ts";

/** TODO: what is wrong with the connection. */
export const ${name}: Rule<RuleContext> = {
  id: "${id}",
  severity: "warning",
  citation: { document: "RFC 9325", section: "TODO", url: "https://www.rfc-editor.org/rfc/rfc9325" },
  *check({ version }) {
    // What nobody told is undefined: no rule fires on it.
    if (version === undefined) return;
    const isWrong = version === "SSL 2.0"; // TODO
    if (isWrong) yield { params: [] };
  },
};
`;
}

function connectionTest({ id, root }: Begin): string {
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleContext } from "${root}/src/core/rules/context.ts";
import { RULES } from "${root}/src/core/rules/index.ts";
import { runRules } from "${root}/src/core/rules/run.ts";
import type { TlsInfo } from "${root}/src/core/tls-info.ts";
import { CertificateStore } from "${root}/src/core/x509/certificate-store.ts";
import { english } from "../../../support/english.ts";

// TODO: connections of which it fires, such of which it does not, and such of which nobody told what it asks for.
const FIRES: readonly TlsInfo[] = [];
const SILENT: readonly TlsInfo[] = [{ tlsVersion: "TLS 1.3" }];
const UNKNOWN: readonly TlsInfo[] = [{}];

const TIME = Date.UTC(2026, 10, 21);
const rules = RULES.filter(({ id }) => id === "${id}");
const fires = (tlsInfo: TlsInfo): boolean =>
  runRules(rules, ruleContext({ host: "www.example.com", tlsInfo }, TIME, new CertificateStore()), english).length > 0;

test("${id}", () => {
  assert.ok(FIRES.length > 0 && SILENT.length > 0 && UNKNOWN.length > 0, "the test says where the rule fires and where it does not");
  for (const tlsInfo of FIRES) assert.ok(fires(tlsInfo), \`fires: \${JSON.stringify(tlsInfo)}\`);
  for (const tlsInfo of [...SILENT, ...UNKNOWN]) assert.ok(!fires(tlsInfo), \`silent: \${JSON.stringify(tlsInfo)}\`);
});
`;
}

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { languages, mergeLocale } from "../locales.ts";
import type { Violation } from "./imports.ts";

/** The language that every other is held against. */
const REFERENCE = "en";
/** Where keys are used. */
const SOURCES = ["src", "ui", "popup", "report", "options", "first-run", "cli", "experiment"];
/** Where no literal text may stand. */
const FACES = ["ui", "popup", "report", "options", "first-run"];
/** Attributes that a person sees or hears. */
const SPOKEN_ATTRIBUTES = new Set(["title", "alt", "placeholder", "label", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext"]);
/** The name of the product is the same in every language. */
const PRODUCT = "TLScope";
/** The four messages of a rule. */
const RULE_PARTS = ["title", "message", "meaning", "fix"];
const PLURAL = /_(zero|one|two|few|many|other)$/;

interface Use {
  file: string;
  line: number;
  /** A whole key, or a pattern for the keys that a template can make. */
  key: string | RegExp;
  text: string;
  /** The place expects a key (the argument of a text function), whatever the string looks like. */
  certain: boolean;
}

/**
 * Checks the messages of `_locales` under `root`: every key used is defined, every key defined is used, the languages agree,
 * and the faces have no literal text. Throws where a message file is malformed.
 */
export function checkLocales(root: string): Violation[] {
  const folder = join(root, "_locales");
  const reference = Object.keys(mergeLocale(join(folder, REFERENCE)));
  const files = SOURCES.flatMap((name) => filesIn(root, name));
  const parsed = files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, source: ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true) }));
  const uses = [...parsed.flatMap(({ file, source }) => usesIn(file, source)), ...ruleUses(parsed), ...manifestUses(root)];
  return [
    ...undefinedKeys(uses, new Set(reference)),
    ...unusedKeys(uses, reference),
    ...disagreements(folder, reference),
    ...namedPlaceholders(folder),
    ...unwritten(folder),
    ...parsed.filter(({ file }) => inFaces(file)).flatMap(({ file, source }) => literalTexts(file, source)),
    ...files.filter((file) => inFaces(file) && file.endsWith(".html")).flatMap((file) => htmlTexts(file, readFileSync(join(root, file), "utf8"))),
  ].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function inFaces(file: string): boolean {
  return FACES.some((face) => file.startsWith(`${face}/`));
}

function filesIn(root: string, folder: string): string[] {
  const top = join(root, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, encoding: "utf8" })
    .map((name) => join(top, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(root, path).split(sep).join("/"))
    .sort();
}

/** Every string that has the shape of a key, and every template that can make one. */
function usesIn(file: string, source: ts.SourceFile): Use[] {
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (ts.isStringLiteralLike(node) && /^[A-Za-z0-9_]+$/.test(node.text)) {
      // "popup_ct_" is the beginning of keys.
      const beginning = /^[a-z0-9]+_(.*_)?$/.test(node.text);
      uses.push({ file, line, key: beginning ? new RegExp(`^${node.text}[A-Za-z0-9_]+$`) : node.text, text: node.text, certain: isKeyArgument(node) });
    } else if (ts.isTemplateExpression(node)) {
      const pattern = templatePattern(node);
      if (pattern !== undefined) uses.push({ file, line, key: pattern, text: node.getText(source), certain: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** The first argument of `text("...")` and the like. */
function isKeyArgument(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node) return false;
  const name = ts.isIdentifier(call.expression) ? call.expression.text : ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
  return ["text", "t", "browserText", "englishText", "getMessage"].includes(name);
}

/** `grade_${letter}_title` as /^grade_[A-Za-z0-9_]+_title$/; undefined where nothing fixed is at its beginning. */
function templatePattern(node: ts.TemplateExpression): RegExp | undefined {
  const fixed = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (!fixed.every((part) => /^[A-Za-z0-9_]*$/.test(part)) || !/^[A-Za-z0-9]+_/.test(node.head.text)) return undefined;
  return new RegExp(`^${fixed.join("[A-Za-z0-9_]+")}$`);
}

/** A rule's messages follow from its id. */
function ruleUses(parsed: readonly { file: string; source: ts.SourceFile }[]): Use[] {
  const uses: Use[] = [];
  for (const { file, source } of parsed.filter((entry) => entry.file.startsWith("src/core/rules/"))) {
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === "id" && ts.isStringLiteralLike(node.initializer) && node.initializer.text.includes("/")) {
        const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
        const stem = node.initializer.text.replace(/[/-]/g, "_");
        for (const part of RULE_PARTS) uses.push({ file, line, key: `rule_${stem}_${part}`, text: `rule_${stem}_${part}`, certain: true });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return uses;
}

function manifestUses(root: string): Use[] {
  return ["manifest.json", ...filesIn(root, "manifest")].filter((file) => existsSync(join(root, file))).flatMap((file) =>
    readFileSync(join(root, file), "utf8").split("\n").flatMap((text, index) =>
      [...text.matchAll(/__MSG_([A-Za-z0-9_]+)__/g)].map(([, key = ""]): Use => ({ file, line: index + 1, key, text: key, certain: true }))));
}

/** Strings that start like one of our keys ("popup_...") and are none. */
function undefinedKeys(uses: readonly Use[], defined: ReadonlySet<string>): Violation[] {
  const areas = new Set([...defined].flatMap((key) => /^[a-z0-9]+_/.exec(key) ?? []));
  const known = new Set([...defined, ...[...defined].map((key) => key.replace(PLURAL, ""))]);
  return uses
    .filter(({ key, certain, text }) => {
      if (typeof key === "string") return (certain || areas.has(/^[a-z0-9]+_/.exec(text)?.[0] ?? "")) && !known.has(key);
      const area = /^`?([a-z0-9]+_)/.exec(text)?.[1];
      return area !== undefined && areas.has(area) && ![...known].some((name) => key.test(name));
    })
    .map(({ file, line, text }) => ({ file, line, what: text, why: "no message of this key in _locales/en" }));
}

function unusedKeys(uses: readonly Use[], defined: readonly string[]): Violation[] {
  const literal = new Set(uses.flatMap(({ key }) => (typeof key === "string" ? [key] : [])));
  const patterns = uses.flatMap(({ key }) => (typeof key === "string" ? [] : [key]));
  const isUsed = (key: string) => literal.has(key) || patterns.some((pattern) => pattern.test(key));
  return defined
    // A template such as `rule_${id}_title` stands for all rules; only a rule that exists uses its messages.
    .filter((key) => (key.startsWith("rule_") ? !literal.has(key) : !isUsed(key) && !isUsed(key.replace(PLURAL, ""))))
    .map((key) => ({ file: `_locales/${REFERENCE}`, line: 1, what: key, why: "nobody uses this message" }));
}

/** Keys and substitutions that another language lacks or has too many of. */
function disagreements(folder: string, reference: readonly string[]): Violation[] {
  const english = mergeLocale(join(folder, REFERENCE));
  return languages(folder).filter((language) => language !== REFERENCE).flatMap((language) => {
    const table = mergeLocale(join(folder, language));
    const file = `_locales/${language}`;
    const plurals = new Set(reference.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
    const missing = reference.filter((key) => !(key in table) && !(PLURAL.test(key) && `${key.replace(PLURAL, "")}_other` in table));
    const extra = Object.keys(table).filter((key) => !(key in english) && !plurals.has(key.replace(PLURAL, "")));
    const differing = reference.filter((key) => key in table && substitutions(table[key]?.message) !== substitutions(english[key]?.message));
    return [
      ...missing.map((key) => ({ file, line: 1, what: key, why: "is not translated" })),
      ...extra.map((key) => ({ file, line: 1, what: key, why: `is not in _locales/${REFERENCE}` })),
      ...differing.map((key) => ({ file, line: 1, what: key, why: `has other substitutions than _locales/${REFERENCE}` })),
    ];
  });
}

/** What `npm run new-rule` left to fill in. */
function unwritten(folder: string): Violation[] {
  return languages(folder).flatMap((language) => Object.entries(mergeLocale(join(folder, language)))
    .flatMap(([key, { message }]) => message.startsWith("TODO") ? [{ file: `_locales/${language}`, line: 1, what: key, why: "is still to be written" }] : []));
}

/** Browsers take "$word$" for a placeholder that has a name, and leave it out where there is none, "$$word$$" included. */
function namedPlaceholders(folder: string): Violation[] {
  return languages(folder).flatMap((language) => Object.entries(mergeLocale(join(folder, language)))
    .flatMap(([key, { message }]) => (/\$[A-Za-z0-9_@]+\$/.exec(message) ?? []).map((found): Violation => ({ file: `_locales/${language}`, line: 1, what: `${key}: ${found}`, why: "is a named placeholder to a browser" }))));
}

function substitutions(message = ""): string {
  return [...new Set(message.match(/\$[1-9]/g))].sort().join(" ");
}

/** Text with letters in the markup itself, or in an attribute that is shown or spoken. */
function literalTexts(file: string, source: ts.SourceFile): Violation[] {
  const found: Violation[] = [];
  const add = (node: ts.Node, text: string) => {
    const clean = text.replace(/&[a-z]+;/g, "").trim();
    if (!/\p{L}/u.test(clean) || clean === PRODUCT) return;
    found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, what: JSON.stringify(clean), why: "text that a person sees belongs in _locales" });
  };
  const addStrings = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node)) add(node, [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(" "));
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(addStrings);
    else if (ts.isParenthesizedExpression(node)) addStrings(node.expression);
    else if (ts.isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      if (kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) [node.left, node.right].forEach(addStrings);
      else if (kind === ts.SyntaxKind.AmpersandAmpersandToken) addStrings(node.right);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node, node.text);
    else if (ts.isJsxExpression(node) && node.expression !== undefined && !ts.isJsxAttribute(node.parent)) addStrings(node.expression);
    else if (ts.isJsxAttribute(node) && node.initializer !== undefined && SPOKEN_ATTRIBUTES.has(node.name.getText(source))) {
      if (ts.isStringLiteral(node.initializer)) add(node, node.initializer.text);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression !== undefined) addStrings(node.initializer.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function htmlTexts(file: string, html: string): Violation[] {
  const text = html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/g, (part) => part.replace(/[^\n]/g, " "));
  return [...text.matchAll(/>([^<]*)</g)]
    .map((match) => ({ text: (match[1] ?? "").trim(), index: match.index }))
    .filter((entry) => /\p{L}/u.test(entry.text) && entry.text !== PRODUCT)
    .map((entry) => ({ file, line: html.slice(0, entry.index).split("\n").length, what: JSON.stringify(entry.text), why: "text that a person sees belongs in _locales" }));
}

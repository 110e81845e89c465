import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Violation } from "./imports.ts";
import { sourceFiles } from "./sources.ts";

/** A name that may be declared and exported in more than one file, and why. */
export interface SharedName {
  /** Which files may: all that the name is exported from lie here. A folder, or a file; relative, "/" between parts. */
  within: readonly string[];
  why: string;
}

/** One name means one thing: every exported name that two files declare is a violation in the later ones, unless `shared` has it. `test/` is not looked at. Throws on unreadable files. */
export function checkNames(root: string, shared: ReadonlyMap<string, SharedName>): Violation[] {
  const places = new Map<string, { file: string; line: number }[]>();
  for (const file of sourceFiles(root).filter(isRead)) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.ESNext, false, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
    for (const { name, at } of exportedNames(source)) {
      const line = source.getLineAndCharacterOfPosition(at).line + 1;
      const known = places.get(name) ?? [];
      // An overload, or a type beside its value.
      if (known.at(-1)?.file !== file) places.set(name, [...known, { file, line }]);
    }
  }
  return [...twice(places, shared), ...unused(places, shared)];
}

function twice(places: ReadonlyMap<string, readonly { file: string; line: number }[]>, shared: ReadonlyMap<string, SharedName>): Violation[] {
  return [...places].flatMap(([name, all]) => {
    const allowed = shared.get(name)?.within ?? [];
    const others = all.filter(({ file }) => !isRule(file) && !allowed.some((path) => file === path || file.startsWith(`${path}/`)));
    // Of a name with a reason no place is free but those that the reason names.
    const first = all.find((place) => !others.includes(place)) ?? others[0];
    return others.filter((place) => place !== first).map(({ file, line }): Violation => (
      { file, line, what: name, why: `${first?.file ?? ""} exports this name too: one name means one thing (scripts/checks/shared-names.ts has those with a reason)` }));
  });
}

/** Reasons for what is no longer there mislead. */
function unused(places: ReadonlyMap<string, readonly { file: string }[]>, shared: ReadonlyMap<string, SharedName>): Violation[] {
  return [...shared.keys()].filter((name) => (places.get(name)?.length ?? 0) < 2)
    .map((name) => ({ file: "scripts/checks/shared-names.ts", line: 1, what: name, why: "is declared in one file, or in none: it needs no reason" }));
}

/** What tests alone import is read beside the test that it is for. */
function isRead(file: string): boolean {
  return !file.startsWith("test/");
}

/** Rules are read through the registry alone, by id; their constants are called as the last part of it, and ids of two families may end alike. */
function isRule(file: string): boolean {
  return file.startsWith("src/core/rules/") && !file.startsWith("src/core/rules/certificate/lint/") && file.split("/").length > 4;
}

function exportedNames(source: ts.SourceFile): { name: string; at: number }[] {
  return source.statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement) || ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) !== true) return [];
    const names = ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name)
      : ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isEnumDeclaration(statement) ? [statement.name]
        : [];
    return names.flatMap((name) => name !== undefined && ts.isIdentifier(name) ? [{ name: name.text, at: name.getStart(source) }] : []);
  });
}

import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import ts from "typescript";
import { circlesIn } from "./circles.ts";
import { BROWSER_GLOBALS, IMPURE_GLOBALS, INNER_ROOMS, NODE_GLOBALS, ROOMS } from "./rooms.ts";
import type { Platform, Room } from "./rooms.ts";
import { sourceFiles } from "./sources.ts";

export interface Violation {
  /** Relative to the root. */
  file: string;
  /** From 1. */
  line: number;
  /** What stands there. */
  what: string;
  /** Which rule it breaks. */
  why: string;
}

interface Import {
  specifier: string;
  line: number;
}

/** Checks every TypeScript file of the watched folders under `root` against the table of rooms. Throws on unreadable files. */
export function checkImports(root: string): Violation[] {
  const files = sourceFiles(root);
  const program = ts.createProgram(files.map((file) => join(root, file)), {
    // Nothing is resolved: a name that no declaration of the file itself explains is a global.
    noLib: true, noResolve: true, types: [], allowJs: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve,
    allowImportingTsExtensions: true, noEmit: true,
  });
  const checker = program.getTypeChecker();
  const violations: Violation[] = [];
  const arrows: Arrows = { files: new Map(), rooms: new Map() };
  for (const file of files) {
    const room = roomOf(file);
    if (room === undefined) {
      violations.push({ file, line: 1, what: file, why: "belongs to no room: scripts/checks/rooms.ts has the table" });
      continue;
    }
    const source = program.getSourceFile(join(root, file));
    if (source === undefined) throw new Error(`${file} could not be read.`);
    for (const found of importsOf(source)) {
      const why = forbidden(file, room, found);
      if (why !== undefined) violations.push({ file, line: found.line, what: `import "${found.specifier}"`, why });
      draw(arrows, file, found.specifier);
    }
    for (const found of globalsOf(source, checker, room.platform)) violations.push({ file, ...found });
  }
  return [...violations.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line), ...circles(arrows)];
}

/** Who imports whom: files, and the rooms that they lie in. */
interface Arrows {
  files: Map<string, Set<string>>;
  rooms: Map<string, Set<string>>;
}

function draw({ files, rooms }: Arrows, from: string, specifier: string): void {
  if (!specifier.startsWith(".")) return;
  const to = targetOf(from, specifier);
  files.set(from, (files.get(from) ?? new Set()).add(to));
  const [here, there] = [innermostRoom(from), innermostRoom(to)];
  if (here !== undefined && there !== undefined && here !== there) rooms.set(here, (rooms.get(here) ?? new Set()).add(there));
}

/** The wiring in src/background belongs to no inner room: it stands above them all. */
function innermostRoom(file: string): string | undefined {
  const inner = INNER_ROOMS.find((path) => within(file, path));
  const room = roomOf(file)?.path;
  return inner ?? (room === "src/background" ? undefined : room);
}

function circles({ files, rooms }: Arrows): Violation[] {
  const say = (what: string) => (circle: string[]): Violation => ({ file: circle[0] ?? "", line: 1, what: circle.join(" -> "), why: `a circle of ${what}` });
  return [...circlesIn(files).map(say("files")), ...circlesIn(rooms).map(say("rooms"))];
}

function targetOf(file: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(file), specifier));
}

/** The room that a file (relative, "/") belongs to; the longest path wins. */
export function roomOf(file: string): Room | undefined {
  return ROOMS.filter((room) => within(file, room.path)).sort((a, b) => b.path.length - a.path.length)[0];
}

function within(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}

/** Static, dynamic, re-exporting, `require` and `import("...")` types. */
function importsOf(source: ts.SourceFile): Import[] {
  const imports: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (specifier === undefined) return;
    // A computed specifier cannot be checked, and is forbidden by matching nothing.
    imports.push({ specifier: ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText(source), line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) add(node, node.moduleSpecifier);
    else if (ts.isImportTypeNode(node)) add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) add(node, node.moduleReference.expression);
    else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === "require"))) {
      add(node, node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

/** Why an import is forbidden; undefined where it is allowed. */
function forbidden(file: string, room: Room, { specifier }: Import): string | undefined {
  if (specifier.startsWith(".")) return forbiddenFile(targetOf(file, specifier), room);
  if (isBuiltin(specifier)) {
    return room.platform === "node" || room.platform === "any" ? undefined : `${room.path} runs in a browser too: no Node module`;
  }
  const name = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  if (room.packages.includes("*") || room.packages.includes(name)) return undefined;
  return `${room.path} may import ${room.packages.length === 0 ? "no package" : `only the packages ${room.packages.join(", ")}`}`;
}

function forbiddenFile(target: string, room: Room): string | undefined {
  // Of two rooms one may lie within the other: the longest path says where a file belongs.
  const owner = roomOf(target)?.path ?? target;
  if (owner === room.path || room.imports.some((allowed) => within(owner, allowed))) return undefined;
  return `${room.path} may import ${room.imports.length === 0 ? "nothing of ours" : `only ${room.imports.join(", ")}`}`;
}

/** Free names and calls that the platform of the room forbids. */
function globalsOf(source: ts.SourceFile, checker: ts.TypeChecker, platform: Platform): Omit<Violation, "file">[] {
  // All is allowed there.
  if (platform === "any") return [];
  const found: Omit<Violation, "file">[] = [];
  const add = (node: ts.Node, what: string, why: string) => {
    found.push({ line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, what, why });
  };
  const isFree = (name: ts.Identifier) => {
    const shorthand = ts.isShorthandPropertyAssignment(name.parent);
    return (shorthand ? checker.getShorthandAssignmentValueSymbol(name.parent) : checker.getSymbolAtLocation(name)) === undefined;
  };
  const visit = (node: ts.Node): void => {
    // Types leave nothing behind.
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isIdentifier(node) && isReference(node)) {
      // Whether a name is free is dear to tell, and matters of few.
      const why = forbiddenGlobal(globalName(node), platform);
      if (why !== undefined && (node.text === "globalThis" || isFree(node))) add(node, globalName(node), why);
    }
    if (platform === "pure") {
      const impure = impureExpression(node, isFree);
      if (impure !== undefined) add(node, impure, "a pure room has no clock and no chance: they come in with the arguments");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether an identifier stands for a value and not for a property's or a declaration's name. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isJsxAttribute(parent) || ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  if ((ts.isClassElement(parent) || ts.isEnumMember(parent)) && parent.name === node) return false;
  return true;
}

/** `globalThis.fetch` and `globalThis["fetch"]` are `fetch`. */
function globalName(node: ts.Identifier): string {
  const parent = node.parent;
  if (node.text !== "globalThis") return node.text;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text;
  if (ts.isElementAccessExpression(parent) && parent.expression === node && ts.isStringLiteralLike(parent.argumentExpression)) return parent.argumentExpression.text;
  return node.text;
}

function forbiddenGlobal(name: string, platform: Platform): string | undefined {
  if (platform === "any") return undefined;
  if (BROWSER_GLOBALS.has(name) && platform !== "browser") return platform === "node" ? "a browser API does not exist in Node" : `a browser API in a room that also runs without one`;
  if (NODE_GLOBALS.has(name) && platform !== "node") return "a Node API in a room that also runs in a browser";
  if (platform === "pure" && IMPURE_GLOBALS.has(name)) return "a pure room touches neither network nor clock nor timers nor the console";
  if (platform === "pure" && name === "globalThis") return "a pure room names what it uses, so that it can be checked";
  return undefined;
}

/** Date.now, Date(), new Date(), Math.random, crypto.getRandomValues, crypto.randomUUID. */
function impureExpression(node: ts.Node, isFree: (name: ts.Identifier) => boolean): string | undefined {
  if (ts.isNewExpression(node) && isGlobal(node.expression, "Date", isFree) && (node.arguments?.length ?? 0) === 0) return "new Date()";
  if (ts.isCallExpression(node) && isGlobal(node.expression, "Date", isFree)) return "Date()";
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const member = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  if (member === undefined) return undefined;
  for (const [name, members] of IMPURE_MEMBERS) {
    if (members.includes(member) && isGlobal(node.expression, name, isFree)) return `${name}.${member}`;
  }
  return undefined;
}

const IMPURE_MEMBERS: readonly (readonly [string, readonly string[]])[] = [
  ["Date", ["now"]],
  ["Math", ["random"]],
  ["crypto", ["getRandomValues", "randomUUID"]],
];

function isGlobal(node: ts.Expression, name: string, isFree: (name: ts.Identifier) => boolean): boolean {
  if (ts.isIdentifier(node)) return node.text === name && isFree(node);
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "globalThis" && node.name.text === name;
}

/** One line a violation. */
export function printViolations(violations: readonly Violation[]): string {
  return violations.map(({ file, line, what, why }) => `${file}:${line}: ${what}: ${why}`).join("\n");
}


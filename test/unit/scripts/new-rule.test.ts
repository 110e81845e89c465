import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkLocales } from "../../../scripts/checks/locales.ts";
import { newRule, NewRuleError } from "../../../scripts/support/new-rule.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** What a rule, its test and its messages touch. */
const COPIED = ["src/core", "_locales", "cli/messages.ts", "test/unit/support", "test/unit/core/x509/support", "package.json", "tsconfig.json"];

// Below the project, so that packages are found from it.
let copy = "";
before(() => {
  mkdirSync(join(ROOT, "out"), { recursive: true });
  copy = mkdtempSync(join(ROOT, "out", "new-rule-"));
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
});
after(() => rmSync(copy, { recursive: true, force: true }));

function edit(file: string, ...changes: readonly (readonly [string | RegExp, string])[]): void {
  const text = readFileSync(join(copy, file), "utf8");
  const edited = changes.reduce((before, [what, by]) => before.replace(what, by), text);
  assert.notEqual(edited, text, file);
  writeFileSync(join(copy, file), edited);
}

/** What the check of messages says of a rule; of all others, whose faces are not in the copy, nothing. */
const said = (name: string): string[] => checkLocales(copy).filter(({ what }) => what.includes(name)).map(({ file, what, why }) => `${file} ${what} ${why}`);

/** What the compiler says of these files, and of what they import. */
function typeErrors(files: readonly string[]): string {
  writeFileSync(join(copy, "tsconfig.files.json"), JSON.stringify({ extends: "./tsconfig.json", compilerOptions: { types: ["node"] }, include: [], exclude: [], files }));
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "node_modules/typescript-7/bin/tsc"), "--project", "tsconfig.files.json"], { cwd: copy, encoding: "utf8" });
  return stdout + stderr;
}

test("a new rule is a rule, its test and its messages in all languages; checks and test fail until they are filled in, and pass then", () => {
  const begun = newRule(copy, "certificate/extensions/begun-and-left");
  const filled = newRule(copy, "certificate/key/long-curve");
  const told = newRule(copy, "connection/always-told");
  assert.equal(filled.id, "certificate/long-curve");
  assert.deepEqual(filled.files, [
    "src/core/rules/certificate/key/long-curve.ts", "test/unit/core/rules/certificate/long-curve.test.ts",
    ...["de", "en", "es", "fr", "ja"].map((language) => `_locales/${language}/certificate-rules.json`),
  ]);
  const rules = [begun, filled, told];
  const ofFile = (index: number): string[] => rules.map(({ files }) => files[index] ?? "");
  assert.equal(typeErrors([...ofFile(0), ...ofFile(1)]), "");
  assert.equal(said("begun_and_left").length, 20);
  assert.match(said("begun_and_left").join("\n"), /_locales\/ja rule_certificate_begun_and_left_fix is still to be written/);

  const [rule = "", ruleTest = "", ...tables] = filled.files;
  edit(rule, ["c.certificate.version < 0), // TODO", "c.publicKey?.curve === \"P-521\"),"], [/"TODO"/, "\"4.1.2.7\""], [/TODO: .*\./, "A long curve."]);
  edit(ruleTest, ["FIRES: readonly CertificateOptions[] = []", "FIRES: readonly CertificateOptions[] = [{ key: \"P-521\" }]"]);
  for (const table of tables) edit(table, [/("rule_certificate_long_curve_\w+": \{\s*"message": )"TODO"/g, "$1\"Said.\""]);
  assert.deepEqual(said("long_curve"), []);
  assert.equal(said("begun_and_left").length, 20);

  const [connection = "", connectionTest = ""] = told.files;
  edit(connection, [/version === "SSL 2\.0"; \/\/ TODO/, "version === \"TLS 1.3\";"]);
  edit(connectionTest, ["FIRES: readonly TlsInfo[] = []", "FIRES: readonly TlsInfo[] = [{ tlsVersion: \"TLS 1.3\" }]"], ["SILENT: readonly TlsInfo[] = [{ tlsVersion: \"TLS 1.3\" }]", "SILENT: readonly TlsInfo[] = [{ tlsVersion: \"TLS 1.2\" }]"]);

  // In one process, which finds all rules once.
  const program = ofFile(1).map((file) => `await import(${JSON.stringify(pathToFileURL(join(copy, file)).href)});`).join("");
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--test-reporter=tap", "--input-type=module", "--eval", program], { cwd: copy, encoding: "utf8", env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
  assert.match(stdout, /^not ok \d+ - certificate\/begun-and-left/m, stderr);
  assert.match(stdout, /says where the rule fires and where it does not/);
  assert.match(stdout, /^ok \d+ - certificate\/long-curve/m);
  assert.match(stdout, /^ok \d+ - connection\/always-told/m);
});

test("what is no rule, or one already, is not begun", () => {
  const why = (path: string): string => {
    try {
      newRule(ROOT, path);
    } catch (error) {
      assert.ok(error instanceof NewRuleError);
      return error.message;
    }
    assert.fail(`${path} was begun`);
  };
  assert.match(why("certificate/san-missing"), /There is certificate\/san-missing already/);
  assert.match(why("connection/no-aead"), /already: src\/core\/rules\/connection\/no-aead\.ts/);
  assert.match(why("certificate/nowhere/a"), /no part nowhere .*extensions.*validity/);
  assert.match(why("certificate/run/a"), /no part run/);
  for (const path of ["chain/a", "Certificate/a", "certificate/A_b", "a", "../a", "constructor/a"]) assert.match(why(path), /A rule is called/, path);
});

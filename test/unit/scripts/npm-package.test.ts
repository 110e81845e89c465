// The package as somebody else has it: outside of this project, with nothing but its own files.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { buildNpmPackage, NPM_PACKAGE } from "../../../scripts/packaging/npm-package.ts";

let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "tlscope-npm-package-"));
  await buildNpmPackage(resolve("."), join(folder, "node_modules", NPM_PACKAGE), "1.2.3");
  mkdirSync(join(folder, "node_modules", "@types"));
  symlinkSync(resolve("node_modules/@types/webextension-polyfill"), join(folder, "node_modules", "@types", "webextension-polyfill"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler objects to, strictly, in a program of somebody else. */
function complaints(source: string): string {
  writeFileSync(join(folder, "consumer.ts"), source);
  const compilerOptions = { strict: true, noEmit: true, skipDefaultLibCheck: true, module: "nodenext", moduleResolution: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  const { stdout, stderr } = spawnSync(process.execPath, [resolve("node_modules/typescript-7/bin/tsc"), "--project", folder], { encoding: "utf8" });
  return stdout + stderr;
}

test("its types are whole, and are those of the proposal", () => {
  assert.deepEqual(complaints(`
    import { webRequest, inspector, InspectionError, type TlsInfo } from "${NPM_PACKAGE}";
    webRequest.onCompleted.addListener(({ url, tlsInfo }) => {
      const sent: Uint8Array[] | undefined = tlsInfo?.sentChain;
      const suite: number | undefined = tlsInfo?.cipherSuite;
      void [url.length, sent, suite, tlsInfo?.extra?.unavailable?.sentChain];
    }, { urls: ["<all_urls>"] }, ["tlsInfo"]);
    export const inspect = async (id: number): Promise<TlsInfo | undefined> => (await inspector?.inspect(id))?.tlsInfo;
    export const isOurs = (error: unknown): boolean => error instanceof InspectionError && error.code === "cancelled";
  `), "");
  assert.match(complaints(`import { webRequest } from "${NPM_PACKAGE}"; webRequest.onCompleted.addListener((details: string) => void details, { urls: [] });`), /TS2345/);
});

test("it needs nothing else at run time, and says what it lacks where there is no webRequest", () => {
  const source = readFileSync(join(folder, "node_modules", NPM_PACKAGE, "index.js"), "utf8");
  assert.doesNotMatch(source, /^\s*import\s|\brequire\(/m);
  const program = `await import("${NPM_PACKAGE}").then(() => console.log("imported"), (error) => console.log(error.code))`;
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, encoding: "utf8" }).trim(), "no-web-request");
});

test("npm would publish the module, its types, README and licence", () => {
  const copy = join(folder, "packed");
  cpSync(join(folder, "node_modules", NPM_PACKAGE), copy, { recursive: true });
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--offline"], { cwd: copy, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as { version: string; files: { path: string }[] }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  for (const path of ["index.js", "package.json", "README.md", "LICENSE", "types/src/tlsinfo/standalone.d.ts"]) assert.ok(paths.includes(path), `${path} in ${paths.join(", ")}`);
  assert.ok(paths.every((path) => !path.includes("rules") && !path.includes("popup")));
  assert.equal(packed?.version, "1.2.3");
});

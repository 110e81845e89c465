// The compiler and the linter over one program: to read all sources and infer their types is most of the work of either, and is done once.
import { relative } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript";

const CONFIG = "tsconfig.json";

function programOf(configFile: string): ts.Program {
  const fail = (diagnostic: ts.Diagnostic): never => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(configFile, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
  if (parsed === undefined) throw new Error(`${configFile} cannot be read.`);
  return ts.createProgram(parsed.fileNames, parsed.options);
}

const program = programOf(CONFIG);
const diagnostics = ts.getPreEmitDiagnostics(program);
if (diagnostics.length > 0) {
  console.error(ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => process.cwd(), getNewLine: () => "\n" }));
}

const eslint = new ESLint({ overrideConfig: { files: ["**/*.{ts,tsx}"], languageOptions: { parserOptions: { project: false, programs: [program] } } } });
const results = await eslint.lintFiles(["."]);
for (const { filePath, messages } of results) {
  for (const { line, column, message, ruleId } of messages) console.error(`${relative(process.cwd(), filePath)}:${line}:${column} ${message} (${ruleId ?? "parser"})`);
}
// A warning is as much as an error.
const found = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);

console.log(`${program.getRootFileNames().length} files, ${diagnostics.length} errors of the compiler, ${found} of the linter.`);
process.exitCode = diagnostics.length + found === 0 ? 0 : 1;

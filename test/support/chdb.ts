import { engine, hasEngine, type Engine } from "../../cli/query/engine.ts";
import { Readable, Writable } from "node:stream";

/** Why tests that ask chDB are not run; false: they are. It is fetched by `npm run test:real`, or by a person's own first question. */
export const WITHOUT_CHDB = hasEngine() ? false : "not run: chDB was not fetched here (tlscope query --yes; npm run test:real)";

/** chDB as it was fetched. */
export function chdb(): Promise<Engine> {
  const nobody = new Writable({ write: (_chunk, _encoding, done) => done() });
  return engine(false, { stdin: Readable.from([]), stdout: nobody, stderr: nobody });
}

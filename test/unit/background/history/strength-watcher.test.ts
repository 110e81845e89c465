import assert from "node:assert/strict";
import { test } from "node:test";
import { StrengthWatcher } from "../../../../src/background/history/strength-watcher.ts";
import type { StoredConnection } from "../../../../src/background/pages/connection.ts";

const connection = (host: string, lastSeen: number): StoredConnection => ({ scheme: "https:", host, port: 443, requests: 1, types: { image: 1 }, firstSeen: 0, lastSeen, main: false });

test("what is forgotten is not handed over, and nothing else is lost", async () => {
  const cases = [
    [{ host: "a.test" }, ["b.test", "c.test"]],
    [{ since: 2000 }, ["a.test"]],
    ["all", []],
  ] as const;
  for (const [what, left] of cases) {
    const recorded: string[] = [];
    const watcher = new StrengthWatcher((connections) => Promise.resolve(void recorded.push(...connections.map(({ host }) => host))));
    for (const [host, lastSeen] of [["a.test", 1000], ["b.test", 2000], ["c.test", 3000]] as const) watcher.note(connection(host, lastSeen));
    watcher.forget(what);
    await watcher.flush();
    assert.deepEqual(recorded, left);
  }
});

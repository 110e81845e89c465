import assert from "node:assert/strict";
import { test } from "node:test";
import { onceFor } from "../../../src/core/once-for.ts";

test("a value is made once for each object, undefined too; what threw is asked again", () => {
  const asked: object[] = [];
  const [one, none, bad] = [{ value: "one" }, { value: undefined }, {}];
  const valueOf = onceFor((key: { value?: string | undefined }) => {
    asked.push(key);
    if (!("value" in key)) throw new TypeError("no value");
    return key.value;
  });
  assert.deepEqual([valueOf(one), valueOf(one), valueOf(none), valueOf(none)], ["one", "one", undefined, undefined]);
  assert.throws(() => valueOf(bad), TypeError);
  assert.throws(() => valueOf(bad), TypeError);
  assert.deepEqual(asked, [one, none, bad, bad]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { untilHeard } from "../../../browsers/addon-page.ts";

const NOBODY = "Could not establish connection. Receiving end does not exist.";

test("a message that nobody heard, since the background was being unloaded, is sent again until somebody does", async () => {
  let sent = 0;
  const answer = await untilHeard(() => {
    sent += 1;
    return sent < 3 ? Promise.reject(new Error(NOBODY)) : Promise.resolve("heard");
  });
  assert.deepEqual([answer, sent], ["heard", 3]);
});

test("what was heard and failed is not sent twice", async () => {
  let sent = 0;
  await assert.rejects(untilHeard(() => {
    sent += 1;
    return Promise.reject(new Error("The tab is gone."));
  }), /The tab is gone/);
  assert.equal(sent, 1);
});

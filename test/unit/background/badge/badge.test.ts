import assert from "node:assert/strict";
import { test } from "node:test";
import type { BadgeContent } from "../../../../src/background/badge/appearance.ts";
import { showBadge, type ToolbarButton } from "../../../../src/background/badge/badge.ts";

/** A button that counts how often it is painted; in a browser nobody can. */
class CountingButton implements ToolbarButton {
  painted = 0;
  text = "";
  title = "";

  getBadgeText(): Promise<string> {
    return Promise.resolve(this.text);
  }

  getTitle(): Promise<string> {
    return Promise.resolve(this.title);
  }

  setBadgeText({ text }: { text: string }): void {
    this.painted += 1;
    this.text = text;
  }

  setBadgeBackgroundColor(): void {
    this.painted += 1;
  }

  setTitle({ title }: { title: string }): void {
    this.painted += 1;
    this.title = title;
  }
}

const text = (key: string, params: readonly string[] = []): string => [key, ...params].join(" ");
const page: BadgeContent = { state: "observed", grade: "A", incognito: false, host: "one.test", version: "TLS 1.3", mode: "grade" };

test("a badge is painted where another is shown, and not where it is shown already", async () => {
  const button = new CountingButton();
  await showBadge(button, text, 1, page);
  assert.equal(button.painted, 3);
  assert.equal(button.text, "A");
  await showBadge(button, text, 1, page);
  assert.equal(button.painted, 3);
});

test("each difference is painted: the grade, what the badge says, the words alone, and a badge that the browser took away", async () => {
  const button = new CountingButton();
  const contents: BadgeContent[] = [page, { ...page, mode: "version" }, { ...page, mode: "version", host: "two.test" }, { ...page, grade: "B" }, { ...page, intercepted: "known" }];
  for (const [index, content] of contents.entries()) {
    await showBadge(button, text, 1, content);
    assert.equal(button.painted, 3 * (index + 1));
  }
  button.text = "";
  button.title = "TLScope";
  await showBadge(button, text, 1, contents.at(-1) ?? page);
  assert.equal(button.painted, 3 * (contents.length + 1));
});

import type { Browser } from "webextension-polyfill";
import type { Assessment } from "../core/assessment.ts";
import type { Seen } from "../core/interception/seen.ts";
import type { Text } from "../core/text/message-text.ts";
import { visibleText } from "../core/text/visible-text.ts";

/** Under this key lies in storage.local what was told. */
const TOLD_KEY = "told";
/** What was told longest ago may be told again. */
const MAX_TOLD = 500;
/** Characters of a name in a notification. */
const MAX_NAME = 80;

/** Tells of a new finding of weight by a notification, where the person allowed it: once, and never again of the same. */
export class Teller {
  readonly #browser: Pick<Browser, "storage" | "permissions" | "notifications">;
  readonly #text: Text;
  #telling: Promise<unknown> = Promise.resolve();

  /** `text`: in the person's language. */
  constructor(browser: Pick<Browser, "storage" | "permissions" | "notifications">, text: Text) {
    this.#browser = browser;
    this.#text = text;
  }

  tell(assessment: Assessment, seen: Seen): Promise<void> {
    const news = newsOf(assessment, seen);
    const told = this.#telling.then(async () => {
      for (const each of news) await this.#tellOnce(each);
    });
    this.#telling = told.catch(() => undefined);
    return told;
  }

  async #tellOnce({ id, key, params }: News): Promise<void> {
    // Without the permission nothing is told, and nothing counts as told.
    if (!await this.#browser.permissions.contains({ permissions: ["notifications"] })) return;
    const { [TOLD_KEY]: stored } = await this.#browser.storage.local.get(TOLD_KEY);
    const told = Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
    if (told.includes(id)) return;
    await this.#browser.storage.local.set({ [TOLD_KEY]: [...told, id].slice(-MAX_TOLD) });
    await this.#browser.notifications.create({
      type: "basic", title: this.#text("notification_title"), iconUrl: "icons/icon.svg",
      message: this.#text(key, params.map((param) => visibleText(param).slice(0, MAX_NAME))),
    });
  }
}

interface News {
  /** What is the same news has the same id. */
  id: string;
  key: string;
  params: string[];
}

/** Somebody in the middle is one piece of news for all hosts; what is about a host is one for each key. */
export function newsOf({ host, interception: { verdict, label, evidence } }: Assessment, seen: Seen): News[] {
  const counted = evidence.filter(({ weight }) => weight > 0);
  const news: News[] = [];
  if ((verdict === "known" || verdict === "likely") && counted.length > 0) {
    news.push({ id: `${verdict} ${seen.root.id}`, key: `notification_${verdict}`, params: [label ?? seen.root.name, host] });
  }
  for (const { id } of counted) {
    if (id === "pin-broken" || id === "exception-key-changed") news.push({ id: `${id} ${host} ${seen.key}`, key: id === "pin-broken" ? "notification_pin_broken" : "notification_exception_key_changed", params: [host] });
  }
  return news;
}

import type { Policy } from "./policy.ts";
import type { Settings } from "./settings.ts";

/** Under this key the settings lie in storage. */
export const SETTINGS_KEY = "settings";

/** The part of storage.local that is used. */
export interface SettingsArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** How settings are read. Loaded when they first are, so that the background is small. */
export interface SettingsReader {
  readSettings: (stored: unknown) => Settings;
  readPolicy: (managed: Readonly<Record<string, unknown>>) => Policy;
  /** The person's settings with those of the policy in their place. */
  applyPolicy: (own: Settings, policy: Policy) => Settings;
  /** Throws where what the policy sets would be changed. */
  refuseLocked: (before: Settings, after: Settings, policy: Policy) => void;
}

export interface SettingsTools {
  local: SettingsArea;
  /** What a policy sets, as it stands there. */
  managed: () => Promise<Readonly<Record<string, unknown>>>;
  reader: () => Promise<SettingsReader>;
}

/** What is chosen, by whom. */
export interface Chosen {
  /** What the person chose. */
  own: Settings;
  policy: Policy;
  /** What holds: the person's choice, and the policy's where it has one. */
  settings: Settings;
}

/** The settings: read once and kept, changed one after the other. */
export class SettingsStore {
  readonly #tools: SettingsTools;
  #current: Promise<Chosen> | undefined;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(tools: SettingsTools) {
    this.#tools = tools;
  }

  /** What holds. Rejects where storage does. */
  async read(): Promise<Settings> {
    return (await this.chosen()).settings;
  }

  chosen(): Promise<Chosen> {
    if (this.#current === undefined) {
      const reading = this.#read();
      // A failure is told to who asked, and tried again by the next.
      reading.catch(() => this.forget());
      this.#current = reading;
    }
    return this.#current;
  }

  /** Somebody else may have written: what is known is read again. */
  forget(): void {
    this.#current = undefined;
  }

  /**
   * Stores what `change` makes of the person's settings, and gives what then holds. Where it throws, the policy forbids it, or
   * storage fails, the settings stay as they are.
   */
  change(change: (own: Settings) => Settings): Promise<Settings> {
    const changed = this.#lastChange.then(async () => {
      const [{ own: before, policy }, { applyPolicy, refuseLocked }] = await Promise.all([this.chosen(), this.#tools.reader()]);
      const own = change(structuredClone(before));
      refuseLocked(before, own, policy);
      await this.#tools.local.set({ [SETTINGS_KEY]: own });
      const settings = applyPolicy(own, policy);
      this.#current = Promise.resolve({ own, policy, settings });
      return settings;
    });
    this.#lastChange = changed.catch(() => undefined);
    return changed;
  }

  async #read(): Promise<Chosen> {
    const { local, managed, reader } = this.#tools;
    const [items, given, { readSettings, readPolicy, applyPolicy }] = await Promise.all([local.get(SETTINGS_KEY), managed(), reader()]);
    const own = readSettings(items[SETTINGS_KEY]);
    const policy = readPolicy(given);
    return { own, policy, settings: applyPolicy(own, policy) };
  }
}

import { readSettings, type Settings } from "./settings.ts";

/** Under this key the settings lie in storage. */
export const SETTINGS_KEY = "settings";

/** The part of storage.local that is used. */
export interface SettingsArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** The settings in a storage area: read once and kept, changed one after the other. */
export class SettingsStore {
  readonly #area: SettingsArea;
  #current: Promise<Settings> | undefined;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(area: SettingsArea) {
    this.#area = area;
  }

  /** Rejects where storage does. */
  read(): Promise<Settings> {
    if (this.#current === undefined) {
      const reading = this.#area.get(SETTINGS_KEY).then((items) => readSettings(items[SETTINGS_KEY]));
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

  /** Stores what `change` makes of the settings. Where it throws, or storage fails, the settings stay as they are. */
  change(change: (settings: Settings) => Settings): Promise<Settings> {
    const changed = this.#lastChange.then(async () => {
      const settings = change(structuredClone(await this.read()));
      await this.#area.set({ [SETTINGS_KEY]: settings });
      this.#current = Promise.resolve(settings);
      return settings;
    });
    this.#lastChange = changed.catch(() => undefined);
    return changed;
  }
}

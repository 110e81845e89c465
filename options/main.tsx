import { render } from "preact";
import browser from "webextension-polyfill";
import type { Reader } from "../src/core/interception/readers.ts";
import type { SettingsReport } from "../src/messages/settings.ts";
import type { SettingValues } from "../src/settings/shape.ts";
import { SETTINGS_KEY } from "../src/settings/store.ts";
import { uploadPermissions } from "../src/settings/upload-permissions.ts";
import { announce } from "../ui/announce.ts";
import { ask } from "../ui/background.ts";
import { fetchExport } from "../ui/export-file.ts";
import { exportFileName } from "../ui/file-name.ts";
import { browserText, nameDocument } from "../ui/i18n.ts";
import { saveJson, saveJsonText } from "../ui/save-file.ts";
import { TextContext } from "../ui/text.ts";
import { Options, type OptionsProps } from "./views/options.tsx";
import { applySettings, giveBackUpload } from "./apply-settings.ts";

/** An export of a long session takes its time. Milliseconds. */
const PATIENCE = 60_000;

const manifest = browser.runtime.getManifest();

/** The one road for a setting. */
const set = (values: SettingValues): Promise<SettingsReport> => ask("settings/set", { values }, PATIENCE);

const props: OptionsProps = {
  version: manifest.version,
  settings: {
    load: () => ask("settings/get", {}, PATIENCE),
    set,
    watch: (changed) => {
      const listener = (changes: Record<string, unknown>, area: string): void => {
        if (area === "managed" || (area === "local" && SETTINGS_KEY in changes)) changed();
      };
      browser.storage.onChanged.addListener(listener);
      return () => browser.storage.onChanged.removeListener(listener);
    },
  },
  inspection: manifest.permissions?.includes("debugger") !== true ? undefined : {
    load: () => ask("inspection/get", {}),
    change: async (mode) => {
      await set({ inspection: mode });
      return await ask("inspection/get", {});
    },
  },
  privateAllowed: () => browser.extension.isAllowedIncognitoAccess(),
  trust: {
    load: () => ask("trust/get", {}, PATIENCE),
    change: (change) => ask("trust/change", { change }, PATIENCE),
    setBase: async (base) => {
      await set({ "trust.base": base });
      return await ask("trust/get", {}, PATIENCE);
    },
  },
  interception: {
    load: () => ask("interception/get", {}, PATIENCE),
    change: (change) => ask("interception/change", { change }, PATIENCE),
    forget: (what) => ask("history/forget", { what }, PATIENCE),
    readers: async () => JSON.parse(await ask("interception/readers", {}, PATIENCE)) as Reader[],
    setElsewhere: (text) => ask("elsewhere/set", { text }, PATIENCE),
    allowNotifications: () => browser.permissions.request({ permissions: ["notifications"] }),
    save: ({ expected, pins, exceptions }) => saveJson({ format: "tlscope-decisions", version: 1, expected, pins, exceptions }, exportFileName("decisions", new Date())),
  },
  companion: {
    load: () => ask("companion/get", {}),
    change: async (on) => {
      await set({ companion: on });
      return await ask("companion/get", {});
    },
    allow: () => browser.permissions.request({ permissions: ["nativeMessaging"] }),
    giveBack: () => browser.permissions.remove({ permissions: ["nativeMessaging"] }),
  },
  export: {
    count: () => ask("telemetry/holdings", {}, PATIENCE),
    make: (onProgress) => fetchExport({}, onProgress),
    save: (parts) => saveJsonText(parts, exportFileName("session", new Date())),
  },
  upload: {
    load: () => ask("upload/get", {}, PATIENCE),
    now: () => ask("upload/now", {}, PATIENCE),
    preview: () => ask("upload/preview", {}, PATIENCE),
    deleteSent: () => ask("upload/delete", {}, PATIENCE),
    allow: (address) => browser.permissions.request(uploadPermissions(manifest, address)),
    giveBack: (address) => giveBackUpload(browser.permissions, manifest, address),
  },
  file: {
    save: async () => {
      saveJson(await ask("settings/export", {}, PATIENCE), exportFileName("settings", new Date()));
      announce(browserText("options_saved"));
    },
    read: (text) => ask("settings/read", { text }, PATIENCE),
    apply: (values) => applySettings(values, manifest, browser.permissions, set),
  },
};

nameDocument(browserText("options_title"));
render(
  <TextContext.Provider value={browserText}>
    <Options {...props} />
  </TextContext.Provider>,
  document.body,
);

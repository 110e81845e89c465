import { render } from "preact";
import browser from "webextension-polyfill";
import { SETTINGS_KEY } from "../src/settings/store.ts";
import { announce } from "../ui/announce.ts";
import { ask } from "../ui/background.ts";
import { exportFileName } from "../ui/file-name.ts";
import { browserText, nameDocument } from "../ui/i18n.ts";
import { saveJson, saveText } from "../ui/save-file.ts";
import { TextContext } from "../ui/text.ts";
import { Options, type OptionsProps } from "./views/options.tsx";
import { applySettings } from "./apply-settings.ts";

/** An export of a long session takes its time. Milliseconds. */
const PATIENCE = 60_000;

const manifest = browser.runtime.getManifest();

const props: OptionsProps = {
  version: manifest.version,
  settings: {
    load: () => ask("settings/get", {}, PATIENCE),
    set: (values) => ask("settings/set", { values }, PATIENCE),
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
    change: (mode) => ask("inspection/change", { mode }),
  },
  privateAllowed: () => browser.extension.isAllowedIncognitoAccess(),
  profile: {
    load: () => ask("profile/get", {}, PATIENCE),
    change: (chosen) => ask("profile/change", { profile: chosen }),
  },
  badge: {
    load: () => ask("badge/get", {}, PATIENCE),
    change: (chosen) => ask("badge/change", { badge: chosen }),
  },
  trust: {
    load: () => ask("trust/get", {}, PATIENCE),
    change: (change) => ask("trust/change", { change }, PATIENCE),
  },
  interception: {
    load: () => ask("interception/get", {}, PATIENCE),
    change: (change) => ask("interception/change", { change }, PATIENCE),
    forget: (what) => ask("history/forget", { what }, PATIENCE),
    setElsewhere: (text) => ask("elsewhere/set", { text }, PATIENCE),
    allowNotifications: () => browser.permissions.request({ permissions: ["notifications"] }),
    save: ({ expected, pins, exceptions }) => saveJson({ format: "tlscope-decisions", version: 1, expected, pins, exceptions }, exportFileName("decisions", new Date())),
  },
  companion: {
    load: () => ask("companion/get", {}),
    change: (on) => ask("companion/change", { on }),
    allow: () => browser.permissions.request({ permissions: ["nativeMessaging"] }),
    giveBack: () => browser.permissions.remove({ permissions: ["nativeMessaging"] }),
  },
  export: {
    load: () => ask("telemetry/export", {}, PATIENCE),
    save: (text) => saveText(text, exportFileName("session", new Date())),
  },
  file: {
    save: async () => {
      saveJson(await ask("settings/export", {}, PATIENCE), exportFileName("settings", new Date()));
      announce(browserText("options_saved"));
    },
    read: (text) => ask("settings/read", { text }, PATIENCE),
    apply: (values) => applySettings(values, browser.permissions, (allowed) => ask("settings/set", { values: allowed }, PATIENCE)),
  },
};

nameDocument(browserText("options_title"));
render(
  <TextContext.Provider value={browserText}>
    <Options {...props} />
  </TextContext.Provider>,
  document.body,
);

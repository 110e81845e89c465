import { render } from "preact";
import browser from "webextension-polyfill";
import { ask } from "../ui/background.ts";
import { browserText, nameDocument } from "../ui/i18n.ts";
import { TextContext } from "../ui/text.ts";
import { sourceOf } from "./sight.ts";
import { FirstRun } from "./views/first-run.tsx";

const { permissions = [], optional_permissions: optional = [], host_permissions: hosts = [] } = browser.runtime.getManifest() as { permissions?: string[]; optional_permissions?: string[]; host_permissions?: string[] };

nameDocument(browserText("first_run_title"));
render(
  <TextContext.Provider value={browserText}>
    <FirstRun
      source={sourceOf(browser, permissions)}
      permissions={[...hosts, ...permissions]}
      optional={optional}
      load={() => ask("settings/get", {})}
      remember={(on) => ask("settings/set", { values: { "memory.remember": on } })}
      openOptions={() => void browser.runtime.openOptionsPage()}
    />
  </TextContext.Provider>,
  document.body,
);

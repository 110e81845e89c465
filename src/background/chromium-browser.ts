import browser from "webextension-polyfill";

// What webextension-polyfill does not know (debugger, scripting, storage.session) it hands on as it is.
Object.assign(globalThis, { browser });

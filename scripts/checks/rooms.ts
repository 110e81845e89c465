/**
 * Which room may import what: the table of the project's layout as data.
 * The rooms on the road from bytes to judgement are pure: they run unchanged in a background page, a worker, Node and a test.
 */
export interface Room {
  /** Folder or file, relative to the project's root, "/" between parts. */
  path: string;
  /** Rooms and files whose values and types may be imported, beside the room's own. "*": everything in src/. */
  imports: readonly string[];
  /** Whether types may come from anywhere in src/ (`import type`). */
  types: boolean;
  /** Packages of npm; "*": any. A package stands for its subpaths too. */
  packages: readonly string[];
  /** Which APIs outside the language may be touched. */
  platform: Platform;
}

/**
 * - `pure`: neither browser nor Node, no clock, no chance;
 * - `portable`: what browsers and Node share (fetch, clock), and neither's own;
 * - `browser`: browser APIs, no Node;
 * - `node`: Node, no browser;
 * - `any`: no limit.
 */
export type Platform = "pure" | "portable" | "browser" | "node" | "any";

/** Types and helpers without a room, which everybody may import. */
const SHARED_BARE = ["src/assessment.ts", "src/observation.ts", "src/text.ts", "src/utc-text.ts", "src/visible-text.ts"];
export const SHARED_FILES: readonly string[] = [...SHARED_BARE, "src/messages.ts"];

/** The types of the proposal, which everybody may import as types. */
export const SHARED_TYPES: readonly string[] = ["src/tlsinfo/types.ts"];

const HASHES = ["@noble/hashes"];
const FACE_PACKAGES = ["preact", "webextension-polyfill"];
const PURE_ROOMS = ["src/x509", "src/registry", "src/chain", "src/transparency", "src/rules", "src/rating", "src/interception", "src/assess.ts"];

export const ROOMS: readonly Room[] = [
  { path: "src/tlsinfo", imports: ["src/registry"], types: false, packages: ["webextension-polyfill", ...HASHES], platform: "browser" },
  { path: "src/x509", imports: [], types: false, packages: HASHES, platform: "pure" },
  { path: "src/registry", imports: [], types: false, packages: [], platform: "pure" },
  { path: "src/chain", imports: ["src/x509", "src/registry"], types: false, packages: HASHES, platform: "pure" },
  { path: "src/transparency", imports: ["src/x509", "src/chain", "src/registry"], types: false, packages: HASHES, platform: "pure" },
  { path: "src/rules", imports: ["src/x509", "src/chain", "src/transparency", "src/registry"], types: false, packages: HASHES, platform: "pure" },
  { path: "src/rating", imports: ["src/rules", "src/x509", "src/chain", "src/registry"], types: false, packages: HASHES, platform: "pure" },
  { path: "src/interception", imports: ["src/rules", "src/x509", "src/chain", "src/registry"], types: false, packages: HASHES, platform: "pure" },
  { path: "src/assess.ts", imports: PURE_ROOMS, types: false, packages: HASHES, platform: "pure" },
  ...SHARED_BARE.map((path): Room => ({ path, imports: [], types: false, packages: [], platform: "pure" })),
  // Citations cross to the faces as the rules have them.
  { path: "src/messages.ts", imports: ["src/history/strength.ts", "src/interception/host-memory.ts", "src/rules/rule.ts", "src/settings", "src/tlsinfo/chromium-inspector.ts"], types: false, packages: [], platform: "pure" },
  { path: "src/settings", imports: ["src/trust", "src/x509"], types: true, packages: ["webextension-polyfill"], platform: "portable" },
  // A certificate in full, in words and values.
  { path: "src/description", imports: ["src/x509", "src/registry"], types: false, packages: HASHES, platform: "pure" },
  // The person's choice of anchors, read, changed and applied.
  { path: "src/trust", imports: [...PURE_ROOMS, "src/settings/settings.ts"], types: true, packages: HASHES, platform: "pure" },
  { path: "src/judge.ts", imports: [...PURE_ROOMS, "src/trust"], types: true, packages: [], platform: "pure" },
  { path: "src/pages", imports: [], types: true, packages: ["webextension-polyfill", ...HASHES], platform: "browser" },
  // When Chromium's debugger is asked; the inspector itself is handed in.
  { path: "src/inspection", imports: [], types: true, packages: ["webextension-polyfill"], platform: "browser" },
  { path: "src/badge", imports: [], types: true, packages: ["webextension-polyfill"], platform: "browser" },
  { path: "src/history", imports: ["src/interception/continuity.ts"], types: true, packages: ["idb"], platform: "browser" },
  // What is remembered, expected and told beside the judgement of a connection.
  { path: "src/guard", imports: ["src/history", "src/pages"], types: true, packages: ["webextension-polyfill"], platform: "browser" },
  // The companion as the add-on speaks with it.
  { path: "src/companion", imports: ["src/telemetry"], types: true, packages: ["webextension-polyfill"], platform: "portable" },
  { path: "src/telemetry", imports: [], types: true, packages: HASHES, platform: "portable" },
  // What the report is told.
  { path: "src/report", imports: ["src/telemetry", "src/x509"], types: true, packages: [], platform: "portable" },
  { path: "src/settings-reader.ts", imports: ["src/settings"], types: false, packages: [], platform: "pure" },
  // What the background loads when it first judges: the pure rooms and the export in one bundle.
  { path: "src/judgement.ts", imports: [...PURE_ROOMS, "src/description", "src/trust", "src/judge.ts", "src/settings", "src/pages/report.ts", "src/telemetry", "src/companion", "src/history/strengths.ts", "src/report"], types: false, packages: [], platform: "pure" },
  { path: "src/background.ts", imports: ["*"], types: true, packages: ["webextension-polyfill"], platform: "browser" },
  { path: "src/background-chromium.ts", imports: ["*"], types: true, packages: ["webextension-polyfill"], platform: "browser" },
  { path: "src/chromium-browser.ts", imports: [], types: true, packages: ["webextension-polyfill"], platform: "browser" },
  // What the faces share.
  { path: "ui", imports: [], types: true, packages: FACE_PACKAGES, platform: "browser" },
  { path: "popup", imports: ["ui"], types: true, packages: FACE_PACKAGES, platform: "browser" },
  { path: "report", imports: ["ui", "popup/findings.ts", "popup/format.ts", "popup/grade-band.ts"], types: true, packages: [...FACE_PACKAGES, "@observablehq/plot"], platform: "browser" },
  { path: "options", imports: ["ui", "src/settings/settings.ts", "src/settings/store.ts"], types: true, packages: FACE_PACKAGES, platform: "browser" },
  { path: "first-run", imports: ["ui"], types: true, packages: FACE_PACKAGES, platform: "browser" },
  // Connections of our own, and what came over the wire.
  { path: "companion", imports: ["src/registry", "src/x509", "src/chain", "src/telemetry"], types: true, packages: [], platform: "node" },
  { path: "cli", imports: [...PURE_ROOMS, "src/telemetry", "companion", "_locales", "package.json"], types: true, packages: [], platform: "node" },
  { path: "experiment", imports: ["src/tlsinfo/experiment-record.ts"], types: true, packages: [], platform: "any" },
  { path: "lab", imports: [], types: true, packages: ["*"], platform: "node" },
];

/** Folders whose files must each belong to a room. */
export const WATCHED: readonly string[] = ["src", "ui", "popup", "report", "options", "first-run", "companion", "cli", "experiment", "lab"];

/** Globals of browsers alone (and of workers, which share them). */
export const BROWSER_GLOBALS: ReadonlySet<string> = new Set([
  "browser", "chrome", "window", "document", "self", "navigator", "location", "localStorage", "sessionStorage", "indexedDB", "caches",
  "XMLHttpRequest", "WebSocket", "Worker", "SharedWorker", "EventSource", "DOMParser", "FileReader", "Image", "HTMLElement", "Element",
  "MutationObserver", "requestAnimationFrame", "alert", "confirm", "prompt", "postMessage", "importScripts", "addEventListener", "removeEventListener",
]);

/** Globals of Node alone. */
export const NODE_GLOBALS: ReadonlySet<string> = new Set([
  "process", "Buffer", "require", "module", "exports", "__dirname", "__filename", "global", "setImmediate", "clearImmediate",
]);

/** Globals that both have and that a pure function must not touch: the network, the clock, timers. */
export const IMPURE_GLOBALS: ReadonlySet<string> = new Set([
  "fetch", "performance", "setTimeout", "setInterval", "queueMicrotask", "BroadcastChannel", "MessageChannel", "console",
]);

/**
 * Which room may import what: the table of the project's layout as data, from the lowest floor up. Arrows run down, types included.
 * The rooms of src/core are pure: they run unchanged in a background page, a worker, Node and a test.
 */
export interface Room {
  /** Folder or file, relative to the project's root, "/" between parts. */
  path: string;
  /** What it holds, for docs/architecture.md. */
  holds: string;
  /** Rooms, and folders of rooms, that it may import, beside itself. */
  imports: readonly string[];
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

const HASHES = ["@noble/hashes"];
const FACE_PACKAGES = ["preact", "webextension-polyfill"];
const BROWSER = ["webextension-polyfill"];

/** What a connection was, what is said of it, and small things without a room of their own. */
const BASE = ["src/core/bytes", "src/core/text", "src/core/is-record.ts", "src/core/lru.ts", "src/core/put-bounded.ts", "src/core/once-for.ts", "src/core/defined.ts", "src/core/tls-info.ts", "src/core/observation.ts", "src/core/assessment.ts"];

const X509 = [...BASE, "src/core/x509", "src/core/registry"];
const CHAIN = [...X509, "src/core/chain"];
const RULES = [...CHAIN, "src/core/transparency", "src/core/rules"];

function pure(path: string, holds: string, imports: readonly string[] = [], packages: readonly string[] = []): Room {
  return { path, holds, imports, packages, platform: "pure" };
}

export const ROOMS: readonly Room[] = [
  pure("src/core/bytes", "hex and base64"),
  pure("src/core/text", "message text, times, and hostile text made visible"),
  pure("src/core/is-record.ts", "whether a value of JSON is an object"),
  pure("src/core/lru.ts", "a bounded map that forgets what was not used"),
  pure("src/core/put-bounded.ts", "counting into a bounded record"),
  pure("src/core/once-for.ts", "a value that is made once for each object"),
  pure("src/core/defined.ts", "an object without its undefined members"),
  pure("src/core/tls-info.ts", "the proposal's `TlsInfo`, and all else that a browser told"),
  pure("src/core/observation.ts", "what was seen of one connection", ["src/core/tls-info.ts"]),
  pure("src/core/assessment.ts", "what is said of it"),
  pure("src/core/x509", "bytes to certificates: strict DER reader, `Certificate` with lazy getters, names, extensions, PEM", BASE, HASHES),
  pure("src/core/registry", "facts as data: cipher suites, groups, signature schemes, key strengths, roots, products", BASE),
  pure("src/core/wire", "what a server sends in a handshake, read from bytes: ServerHello, the Certificate message byte for byte, ServerKeyExchange", BASE),
  pure("src/core/chain", "path building and validation, and what a server sent held against what was built", X509, [...HASHES, "tinyqueue"]),
  pure("src/core/transparency", "embedded timestamps of transparency logs held against the logs' keys", CHAIN, HASHES),
  pure("src/core/description", "a certificate in full, for people: message keys and values, also of bytes that are none", X509, HASHES),
  pure("src/core/rules", "one rule a file, families of rules as tables; see [adding a rule](adding-a-rule.md)", RULES, [...HASHES, "punycode"]),
  { path: "src/core/found", holds: "what lies in a folder, where Node runs the sources; a bundle has names or plain imports in its place", imports: [], packages: ["*"], platform: "node" },
  { path: "src/core/rules/found", holds: "the files of rules found by their folder, where Node runs the sources; a bundle has plain imports in its place", imports: [], packages: ["*"], platform: "node" },
  pure("src/core/rating", "the numbers, the letter, and the line of arithmetic for each", [...RULES, "src/core/found"], HASHES),
  pure("src/core/interception", "evidence that someone sits in the middle, weighed; see [interception](interception.md)", RULES, HASHES),
  pure("src/core/history", "days and strengths of hosts, as the report shows them", [...BASE, "src/core/interception"]),
  { ...pure("src/core/telemetry", "the export and the reading of it", X509, HASHES), platform: "portable" },
  pure("src/core/recordings", "what a browser recorded of its own connections, as chunks of bytes: NetLog; see [recordings](recordings.md)", [...X509, "src/core/wire"], [...HASHES, "fflate"]),
  pure("src/core/fleet", "telemetry as rows: the columns, and what of an observation and its assessment stands in them; see [fleet](fleet.md)", [...RULES, "src/core/interception", "src/core/telemetry", "src/core/recordings"], HASHES),
  pure("src/core/standing-span.ts", "for how long what was judged of a host and its certificates stays the same", [...RULES, "src/core/interception"]),
  pure("src/core/assess.ts", "`assess(observation, context)`: the judgement", [...RULES, "src/core/rating", "src/core/interception"], HASHES),
  { path: "src/tlsinfo", holds: "the webRequest TLS introspection proposal as a typed API, a file for each way of reading a browser", imports: [...BASE, "src/core/registry"], packages: [...BROWSER, ...HASHES], platform: "browser" },
  { path: "src/settings", holds: "what the person chose: as it is stored, with migrations; by policy; as a file; `decisions/` on trust and interception", imports: ["src/core"], packages: [...BROWSER, ...HASHES], platform: "portable" },
  { path: "companion", holds: "connections of our own ([the companion](companion.md)): `wire/` reads what a server sends, `connect/` makes the connection, `starttls/` begins in clear, `scan/` asks for all that is taken, `verdict/` counts in pins, names and DANE, `trust/` finds [anchors one at a time](trust-just-in-time.md), `native/` and `install/` are behind a browser", imports: ["src/core"], packages: ["@noble/post-quantum", "fzstd"], platform: "node" },
  { path: "lab", holds: "TLS servers and a PKI of our own", imports: ["src/core"], packages: ["*"], platform: "node" },
  { path: "src/messages", holds: "what background and faces say to each other, a file a family", imports: ["src/core", "src/settings", "src/tlsinfo"], packages: [], platform: "pure" },
  { path: "cli", holds: "`tlscope` in a terminal", imports: ["src/core", "src/tlsinfo", "companion", "_locales", "package.json"], packages: ["hyparquet-writer", "hyparquet", "@noble/hashes"], platform: "node" },
  { path: "experiment", holds: "the Firefox experiment", imports: ["src/core", "src/tlsinfo"], packages: [], platform: "any" },
  { path: "ui", holds: "what the pages share (Preact)", imports: ["src/core", "src/messages"], packages: FACE_PACKAGES, platform: "browser" },
  { path: "src/background", holds: "the running add-on: `main.ts` is the wiring", imports: ["src/core", "src/settings", "src/tlsinfo", "src/messages"], packages: [...BROWSER, ...HASHES, "idb"], platform: "browser" },
  { path: "browsers", holds: "real browsers found, started and driven, for tests, `npm start` and benches", imports: ["src/core", "src/messages", "lab"], packages: ["*"], platform: "any" },
  { path: "scripts", holds: "building, testing, checking", imports: ["src/core", "src/settings", "src/messages", "cli", "companion", "lab", "browsers"], packages: ["*"], platform: "any" },
  { path: "popup", holds: "the popup", imports: ["ui", "src/core", "src/settings", "src/messages"], packages: FACE_PACKAGES, platform: "browser" },
  { path: "options", holds: "the options", imports: ["ui", "src/core", "src/settings", "src/messages"], packages: FACE_PACKAGES, platform: "browser" },
  { path: "first-run", holds: "the first page", imports: ["ui", "src/messages"], packages: FACE_PACKAGES, platform: "browser" },
  { path: "bench", holds: "what is measured", imports: ["src", "cli", "companion", "lab", "browsers", "scripts"], packages: ["*"], platform: "any" },
  { path: "report", holds: "the page of all hosts", imports: ["ui", "src/core", "src/messages"], packages: [...FACE_PACKAGES, "@observablehq/plot"], platform: "browser" },
  { path: "test", holds: "all tests; nothing imports them", imports: ["src", "ui", "popup", "options", "report", "first-run", "companion", "cli", "experiment", "lab", "browsers", "scripts", "bench", "_locales", "package.json", "schema"], packages: ["*"], platform: "any" },
];

/** Rooms inside src/background, which may all see each other as long as no circle comes of it. */
export const INNER_ROOMS: readonly string[] = ["answers", "badge", "history", "late", "lookout", "pages", "second-look", "upload"].map((name) => `src/background/${name}`);

/** Folders whose files must each belong to a room. */
export const WATCHED: readonly string[] = ["src", "ui", "popup", "report", "options", "first-run", "companion", "cli", "experiment", "lab", "browsers", "scripts", "bench", "test"];

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

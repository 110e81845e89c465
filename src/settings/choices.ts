/** What some settings can be: apart from their description, so that a page that offers the choice does not bundle their readers. */

/** What the toolbar's badge says of a page: the grade; the version of TLS; the days until the server's certificate expires. */
export const BADGE_MODES = ["grade", "version", "expiry"] as const;

/** "browser": its verdict counts. "mozilla": chains are validated against the bundled roots, whatever the browser says. */
export const TRUST_BASES = ["browser", "mozilla"] as const;

/** When the browser's debugger is asked about connections, where it is needed for that (Chromium). */
export const INSPECTION_MODES = [
  /** When the person asks for it. */
  "on-demand",
  /** For every page. */
  "every-page",
  /** When the person asks for it: it was for every page, until they cancelled the browser's bar. */
  "cancelled",
] as const;

/** What a limit of the memory can be, both ends included. */
export const MEMORY_LIMITS = { days: [1, 3650], megabytes: [1, 1000] } as const satisfies Record<string, readonly [number, number]>;

/** How hosts stand in what is sent to a collector: by name, or as a keyed hash. */
export const UPLOAD_HOSTS = ["names", "hmac"] as const;

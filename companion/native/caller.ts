/** Name under which browsers know the companion. */
export const HOST_NAME = "tlscope.companion";

/** The add-on's id in Firefox. */
export const FIREFOX_ID = "tlscope@tlscope.addon";

/** An extension's id in Chromium and its kin: a hash in the letters a to p. */
export const CHROMIUM_ID = /^[a-p]{32}$/;

/**
 * Whether a browser named a caller of the right kind: Firefox gives the manifest's path and the add-on's id, Chromium the
 * extension's origin. The manifest is what lets nobody else call; this keeps people from starting it by mistake.
 */
export function isCalledByBrowser(args: readonly string[]): boolean {
  return args.some((arg) => arg === FIREFOX_ID || /^chrome-extension:\/\/[a-p]{32}\/$/.test(arg));
}

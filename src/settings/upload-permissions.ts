/** What Firefox calls what is sent: where the person went, and with which browser. https://extensionworkshop.com/documentation/develop/firefox-builtin-data-consent/ */
export const COLLECTED = ["browsingActivity", "technicalAndInteraction"] as const;

/** The part of a manifest that says what a browser has to be asked for. */
export interface AskedManifest {
  manifest_version: number;
  browser_specific_settings?: { gecko?: object | undefined } | undefined;
}

/** What the browser must permit before anything is sent: Firefox its consent to the collection of data, Chromium access to the collector's host. */
export interface UploadPermissions {
  origins?: string[];
  data_collection?: (typeof COLLECTED)[number][];
}

export function uploadPermissions({ manifest_version: version, browser_specific_settings: settings }: AskedManifest, address: string): UploadPermissions {
  if (settings?.gecko !== undefined && "data_collection_permissions" in settings.gecko) return { data_collection: [...COLLECTED] };
  // Firefox gives an add-on of manifest version 2 all hosts or none; in Chromium a person may take single hosts back.
  return version === 3 && URL.canParse(address) ? { origins: [`${new URL(address).protocol}//${new URL(address).hostname}/*`] } : {};
}

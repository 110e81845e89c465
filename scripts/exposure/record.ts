/** Where the tests in browsers leave what they saw told. */
export const EXPOSURE_FOLDER = "out/exposure";

/** What a browser tells its add-ons. */
export const ADD_ON_SOURCES = ["firefox", "firefox-experiment", "chromium", "chromium-on-demand", "chromium-every-page"] as const;
export const SOURCES = [...ADD_ON_SOURCES, "chromium-recorded", "firefox-recorded", "firefox-recorded-told", "captured", "companion"] as const;
export type ExposureSource = (typeof SOURCES)[number];

export const SITUATIONS = ["TLS 1.3", "TLS 1.2", "HTTP/3", "accepted", "failed"] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What was told of one connection: field of TlsInfo → true, or why not (Unavailable of src/core/tls-info.ts). */
export interface ExposureRecord {
  situation: Situation;
  told: Record<string, true | string>;
}

export interface ExposureFile {
  source: ExposureSource;
  records: ExposureRecord[];
}

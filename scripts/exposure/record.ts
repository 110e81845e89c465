/** Where the tests in browsers leave what they saw told. */
export const EXPOSURE_FOLDER = "out/exposure";

export const SOURCES = ["firefox", "firefox-experiment", "chromium", "chromium-on-demand", "chromium-every-page", "chromium-recorded", "firefox-recorded", "captured", "companion"] as const;
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

import type { Shapes } from "./shape.ts";

export interface UploadMessages {
  /** Gathers what is new and sends what is due; at most once a minute. */
  "upload/run": { request: object; response: undefined };
  /** How the upload stands. */
  "upload/get": { request: object; response: UploadReport };
  /** Sends at once what waits. */
  "upload/now": { request: object; response: UploadReport };
  /** What waits, or would, byte for byte as it is sent, before it is compressed. */
  "upload/preview": { request: object; response: UploadPreview };
  /** Asks every collector that has rows of this browser to delete them. */
  "upload/delete": { request: object; response: UploadReport };
}

export const UPLOAD_SHAPES: Shapes<UploadMessages> = { "upload/run": {}, "upload/get": {}, "upload/now": {}, "upload/preview": {}, "upload/delete": {} };

export type UploadState = "on" | "off"
  /** Switched on, and nobody said where to. */
  | "no-address"
  /** Switched on, and the browser does not permit it. */
  | "not-permitted";

/** What has become of rows, since the upload was first turned on. */
export interface UploadCounts {
  sent: number;
  batches: number;
  /** Left out since there was no room for them, or since they waited too long. */
  dropped: number;
  /** Made by settings that do not hold any more, and not sent. */
  withdrawn: number;
  /** Deletions that a collector has confirmed. */
  deletions: number;
  /** Milliseconds since the epoch; null: never. */
  lastSent: number | null;
}

export interface UploadReport extends UploadCounts {
  state: UploadState;
  waiting: { batches: number; rows: number; bytes: number };
  /** `code`: of the message `upload_failure_<code>`; `detail`: technical words, hostile text; `nextTry`: milliseconds since the epoch. null: nothing stands in the way. */
  failure: { code: string; detail: string; tries: number; nextTry: number } | null;
  /** Connections of this session that stay here, by why. */
  withheld: Record<"local" | "private-anchor" | "self-signed", number>;
  /** Collectors that have rows of this browser. */
  deletable: string[];
}

/** `waiting`: these are the batches that wait; else they are what would be made of this session. */
export interface UploadPreview {
  waiting: boolean;
  texts: string[];
}

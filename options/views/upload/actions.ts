import type { UploadPreview, UploadReport } from "../../../src/messages/upload.ts";

/** How the page speaks with whoever sends. */
export interface UploadActions {
  load: () => Promise<UploadReport>;
  now: () => Promise<UploadReport>;
  preview: () => Promise<UploadPreview>;
  deleteSent: () => Promise<UploadReport>;
  /** Asks the browser for what sending to an address needs; within a click. Resolves to whether it is given. */
  allow: (address: string) => Promise<boolean>;
  /** Gives that back. */
  giveBack: (address: string) => Promise<unknown>;
}

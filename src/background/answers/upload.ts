import type { UploadMessages } from "../../messages/upload.ts";
import type { Upload, UploadTools } from "../upload/upload.ts";
import type { Answers } from "./table.ts";

/** What is sent to a collector. All of it is loaded when it is first asked for, which it is where it is switched on, and by its page. */
export function uploadAnswers(tools: UploadTools): Answers<UploadMessages> {
  let loading: Promise<Upload> | undefined;
  const upload = (): Promise<Upload> => loading ??= import("../upload/upload.ts").then((part) => new part.Upload(tools));
  return {
    "upload/run": async () => {
      await (await upload()).run();
      return undefined;
    },
    "upload/get": async () => (await upload()).report(),
    "upload/now": async () => (await upload()).runNow(),
    "upload/preview": async () => (await upload()).preview(),
    "upload/delete": async () => (await upload()).deleteSent(),
  };
}

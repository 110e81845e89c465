import type { InspectionMessages } from "../../messages/inspection.ts";
import type { Inspections } from "../inspections.ts";
import type { Pages } from "../pages/pages.ts";
import type { Answers } from "./table.ts";

/** What Chromium's debugger is asked. */
export function inspectionAnswers({ pages, inspections }: { pages: Pages; inspections: Inspections }): Answers<InspectionMessages> {
  return {
    "inspection/get": () => inspections.report(),
    "inspection/page": async ({ tabId }) => {
      await pages.restore();
      return await inspections.inspect(tabId);
    },
  };
}

import type { RequestListener } from "node:http";
import { Collector, type Heard } from "../../../../support/collector.ts";

/** A collector for as long as `use` takes. */
export async function withCollector(answer: RequestListener, use: (address: string, heard: Heard[]) => Promise<void>): Promise<void> {
  const collector = await Collector.start();
  collector.answer = (response) => answer(response.req, response);
  try {
    await use(collector.address, collector.heard);
  } finally {
    collector.stop();
  }
}

import type { StoredBatch } from "./database.ts";
import type { UploadQueue } from "./queue.ts";
import type { Destination, SendResult } from "./send.ts";

export interface SenderTools {
  queue: UploadQueue;
  /** Where a batch goes now; undefined: it is not to be sent. */
  destination: (batch: StoredBatch) => Promise<Destination | undefined>;
  send: (destination: Destination, batch: StoredBatch) => Promise<SendResult>;
  /** Whether nothing may be sent there, and why; asked once for each address in a run. */
  obstacle: (address: string) => Promise<{ code: string; detail: string } | undefined>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** 0 to 1: browsers that failed together shall not come back together. */
  chance: () => number;
}

/** Pauses after a failure: doubled each time. Milliseconds. */
const FIRST_PAUSE = 60_000;
const LONGEST_PAUSE = 6 * 3_600_000;

/** Milliseconds until what failed so many times before is tried again. `chance`: 0 to 1, takes away up to a quarter. */
export function pauseAfter(tries: number, chance = 0): number {
  return Math.round(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(tries, 20)) * (1 - chance / 4));
}

/**
 * Sends what waits, one batch at a time; what fails stays, and is tried again after growing pauses, over restarts. A batch that its collector
 * never takes does not stand in the way of the others. Resolves to when there is something to be sent again; null: nothing waits. Rejects where the
 * queue does.
 */
export async function sendDue({ queue, destination, send, obstacle, now, chance }: SenderTools): Promise<number | null> {
  const obstacles = new Map<string, Awaited<ReturnType<SenderTools["obstacle"]>>>();
  for (;;) {
    const [pause, { batch, soon }] = await Promise.all([queue.pause(), queue.next(now())]);
    if (pause !== null && pause.nextTry > now()) return soon === null ? null : Math.max(soon, pause.nextTry);
    const to = batch === undefined ? undefined : await destination(batch);
    if (batch === undefined) return soon;
    if (to === undefined) return null;
    if (!obstacles.has(to.address)) obstacles.set(to.address, await obstacle(to.address));
    const inTheWay = obstacles.get(to.address);
    const result = inTheWay === undefined ? await send(to, batch) : { ok: false as const, ...inTheWay };
    if (result.ok) await queue.confirmed(batch, to.address, now());
    else {
      const asked = "after" in result ? result.after ?? 0 : 0;
      await queue.failed(batch, { code: result.code, detail: result.detail }, {
        batchUntil: now() + Math.max(asked, pauseAfter(batch.tries, chance())),
        allUntil: now() + Math.max(asked, pauseAfter(pause?.tries ?? 0, chance())),
      });
    }
  }
}

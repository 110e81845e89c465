import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { HOST_NAME } from "../../companion/native/caller.ts";
import { announceRecording } from "../../companion/native/announced.ts";
import { frame, framesOf, FramingError } from "../../companion/native/framing.ts";
import { NativeRequestError, parseRequest, PROTOCOL, type BuiltRequest, type RecordedRequest, type Response } from "../../companion/native/messages.ts";
import { manifestPlace, type Browser, type Machine } from "../../companion/install/places.ts";
import { observationToJson } from "../../src/core/telemetry/observation-json.ts";
import type { BuiltChains } from "./built-chains.ts";
import type { RecordedConnections } from "./recorded-connections.ts";

/** Milliseconds that an answer waits for what the browser has not written down yet, and that a whole connection may take. */
const WAITS = 3000;
const PATIENCE = 10_000;
const MAX_ASKERS = 16;

export interface OpenForAddOn {
  close(): void;
}

/** What the add-on asks, and where goes what it tells. */
export interface ForAddOn {
  recorded: Pick<RecordedConnections, "find">;
  built: Pick<BuiltChains, "tell">;
}

/**
 * Lets the add-on in the recorded browser ask, by way of the native messaging host, what was sent, and tell what the browser built of it. The
 * socket lies in the recording's own folder. Rejects with what the system says where it cannot be opened.
 */
export async function openForAddOn(folder: string, machine: Machine, browser: number, forAddOn: ForAddOn): Promise<OpenForAddOn> {
  const socket = machine.platform === "win32" ? `\\\\.\\pipe\\tlscope-record-${randomUUID()}` : join(folder, "add-on");
  const sockets = new Set<Socket>();
  const server = createServer((asker) => {
    sockets.add(asker);
    asker.on("close", () => sockets.delete(asker));
    asker.on("error", () => asker.destroy());
    asker.setTimeout(PATIENCE, () => asker.destroy());
    void answerAll(asker, forAddOn);
  });
  server.maxConnections = MAX_ASKERS;
  server.listen(socket);
  await once(server, "listening");
  if (machine.platform !== "win32") chmodSync(socket, 0o600);
  const takeBack = announceRecording(machine, { recorder: process.pid, browser, socket });
  return {
    close: () => {
      takeBack();
      server.close();
      for (const each of sockets) each.destroy();
    },
  };
}

/**
 * A new profile of Chromium's kin knows no companion of this person's, since it looks in itself alone: where one is installed, it is
 * told. Firefox looks in the home.
 */
export function letCompanionIn(browser: Browser, machine: Machine, profile: string): void {
  if (browser === "firefox" || machine.platform === "win32") return;
  const name = `${HOST_NAME}.json`;
  const installed = join(manifestPlace(browser, machine, HOST_NAME).folder, name);
  if (!existsSync(installed)) return;
  const { folder } = manifestPlace(browser, machine, HOST_NAME, profile);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(installed, join(folder, name));
}

async function answerAll(asker: Socket, forAddOn: ForAddOn): Promise<void> {
  try {
    for await (const bytes of framesOf(asker)) asker.write(await answerTo(bytes, forAddOn));
  } catch (error) {
    // Who sends what is no message, or is gone, gets no answer.
    if (!(error instanceof FramingError) && !(error instanceof Error && "code" in error)) throw error;
    asker.destroy();
  }
}

async function answerTo(bytes: Uint8Array, { recorded, built }: ForAddOn): Promise<Buffer> {
  try {
    const request = parseRequest(bytes);
    switch (request.type) {
      case "recorded":
        return await recordedAnswer(request, recorded);
      case "built":
        return builtAnswer(request, built);
      default:
        throw new NativeRequestError("unknown-type", request.id, "type: recorded or built is expected");
    }
  } catch (error) {
    if (!(error instanceof NativeRequestError)) throw error;
    return frame({ version: PROTOCOL, id: error.id, type: "error", code: error.code, message: error.message } satisfies Response);
  }
}

async function recordedAnswer({ id, host, port, leaf }: RecordedRequest, recorded: ForAddOn["recorded"]): Promise<Buffer> {
  const observation = await recorded.find({ host, port, ...(leaf === undefined ? {} : { leaf }) }, WAITS);
  const answer = { version: PROTOCOL, id, type: "recorded", recording: true } as const;
  try {
    return frame({ ...answer, ...(observation === undefined ? {} : { observation: observationToJson(observation) }) } satisfies Response);
  } catch (error) {
    // A chain that no message holds.
    if (!(error instanceof RangeError)) throw error;
    return frame(answer);
  }
}

function builtAnswer(request: BuiltRequest, built: ForAddOn["built"]): Buffer {
  built.tell(request);
  return frame({ version: PROTOCOL, id: request.id, type: "recorded", recording: true } satisfies Response);
}

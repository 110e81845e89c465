import { parentPort, workerData } from "node:worker_threads";
import { decodeLine } from "../lines.ts";
import { LineAnswerer } from "./answer.ts";
import { linesIn, type AnswerBatch, type LineBatch, type ThreadData } from "./batch.ts";

/** Answers batches of lines for the thread that started this one, each when the one before is answered. */
export function answerBatches(): void {
  const port = parentPort;
  if (port === null) throw new TypeError("This is no thread of another's.");
  const { memory, client } = workerData as ThreadData;
  const answerer = new LineAnswerer(memory, client);
  let before = Promise.resolve();
  port.on("message", (batch: LineBatch) => {
    before = before.then(async () => {
      const answers = await answersTo(batch, answerer);
      port.postMessage(answers, [answers.bytes.buffer]);
    });
  });
}

async function answersTo(batch: LineBatch, answerer: LineAnswerer): Promise<AnswerBatch> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const answers: AnswerBatch = { bytes: new Uint8Array(), numbers: batch.numbers, lengths: [], statuses: [] };
  let total = 0;
  for (const line of linesIn(batch)) {
    const { text, status } = await answerer.answer(decodeLine(line));
    const part = encoder.encode(text);
    parts.push(part);
    total += part.length;
    answers.lengths.push(part.length);
    answers.statuses.push(status);
  }
  answers.bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    answers.bytes.set(part, at);
    at += part.length;
  }
  return answers;
}

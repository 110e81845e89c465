import { SHAPES, type Messages } from "../messages/index.ts";
import { RequestError } from "../messages/request-error.ts";
import { isObject, misfit } from "../messages/shape.ts";
import type { Answers } from "./answers/table.ts";

/**
 * Gives a message to its handler. `answers`: the table, which is loaded when it is first needed. undefined: the message is none
 * of ours, and somebody else may answer. Rejects with RequestError where it is not as `Messages` says, without a handler being
 * called, and with what the handler throws.
 */
export function receive(message: unknown, answers: () => Promise<Answers<Messages>>): Promise<unknown> | undefined {
  if (!isObject(message)) return undefined;
  const { type } = message;
  return typeof type === "string" && Object.hasOwn(SHAPES, type) ? answer(type as keyof Messages, message, answers) : undefined;
}

async function answer(type: keyof Messages, message: Readonly<Record<string, unknown>>, answers: () => Promise<Answers<Messages>>): Promise<unknown> {
  const wrong = misfit(message, SHAPES[type]);
  if (wrong !== undefined) throw new RequestError("bad-request", `"${wrong}" of a request "${type}" is missing, or is not what it has to be.`);
  const handler = (await answers())[type] as (request: object) => Promise<unknown>;
  return await handler(message);
}

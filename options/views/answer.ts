import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";

/** What the background keeps, as last told; `failed`: its last answer did not come. */
export interface Answered<Value> {
  value: Value | undefined;
  failed: boolean;
  /** Takes an answer over when it comes, and has it spoken where there is something to say. */
  take: (answer: Promise<Value>, said?: string) => void;
}

export function useAnswer<Value>(): Answered<Value> {
  const [value, setValue] = useState<Value>();
  const [failed, setFailed] = useState(false);
  const take = (answer: Promise<Value>, said?: string): void => {
    answer.then(
      (told) => {
        setFailed(false);
        setValue(told);
        if (said !== undefined) announce(said);
      },
      (error: unknown) => {
        console.error(error);
        setFailed(true);
      },
    );
  };
  return { value, failed, take };
}

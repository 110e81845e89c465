import type { JSX } from "preact";

interface RadioChoiceProps<Value extends string> {
  /** Of the radio buttons. */
  name: string;
  /** What is chosen, for a screen reader; a heading above says the same. */
  legend: string;
  choices: readonly { value: Value; name: string; meaning: string }[];
  chosen: Value | undefined;
  /** It is not known yet, or not for the person to choose. */
  disabled?: boolean;
  onChoose: (value: Value) => void;
}

/** One of several, each with a sentence. */
export function RadioChoice<Value extends string>({ name, legend, choices, chosen, disabled = false, onChoose }: RadioChoiceProps<Value>): JSX.Element {
  return (
    <fieldset class="choices" disabled={disabled}>
      <legend class="visually-hidden">{legend}</legend>
      {choices.map((choice) => (
        <label class="choice" key={choice.value}>
          <input type="radio" name={name} value={choice.value} checked={chosen === choice.value} onChange={() => onChoose(choice.value)} />
          <span>
            <span class="choice-name">{choice.name}</span>
            <span class="muted">{choice.meaning}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

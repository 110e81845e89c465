import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { useText } from "../../ui/text.ts";

interface FieldProps {
  label: string;
  testId: string;
  value: string;
  onInput: (value: string) => void;
  disabled?: boolean;
  /** Not to be read over a shoulder. */
  secret?: boolean;
}

/** A line of text with its label. */
export function Field({ label, testId, value, onInput, disabled = false, secret = false }: FieldProps): JSX.Element {
  const id = useId();
  const shared = {
    id, disabled, value, "spellcheck": false, "autocomplete": "off", "autocapitalize": "off", "data-testid": testId,
    "onInput": (event: { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
  } as const;
  return (
    <>
      <label for={id}>{label}</label>
      {secret ? <input type="password" {...shared} /> : <input type="text" {...shared} />}
    </>
  );
}

interface CheckProps {
  label: string;
  meaning: string;
  checked: boolean;
  disabled?: boolean;
  testId: string;
  onChange: (on: boolean) => void;
}

/** On or off, with a sentence. */
export function CheckField({ label, meaning, checked, disabled = false, testId, onChange }: CheckProps): JSX.Element {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} disabled={disabled} data-testid={testId} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        <span class="choice-name">{label}</span>
        <span class="muted">{meaning}</span>
      </span>
    </label>
  );
}

interface NumberFieldProps {
  label: string;
  meaning: string;
  unit: string;
  /** Both ends included. */
  limits: readonly [number, number];
  value: number;
  disabled: boolean;
  testId: string;
  onChange: (value: number) => void;
}

/** A whole number between limits; it is taken once it is left or entered, and what is none is said to be none. */
export function NumberField({ label, meaning, unit, limits: [least, most], value, disabled, testId, onChange }: NumberFieldProps): JSX.Element {
  const text = useText();
  const id = useId();
  const [refused, setRefused] = useState(false);
  const take = (field: HTMLInputElement): void => {
    const wanted = field.valueAsNumber;
    const good = Number.isInteger(wanted) && wanted >= least && wanted <= most;
    setRefused(!good);
    if (good && wanted !== value) onChange(wanted);
  };
  return (
    <div class="number">
      <label class="choice-name" for={id}>
        {label}
      </label>
      <span class="number-field">
        <input id={id} type="number" min={least} max={most} step={1} value={value} disabled={disabled} aria-describedby={`${id}-meaning`} aria-invalid={refused} data-testid={testId} onChange={(event) => take(event.currentTarget)} />
        <span>{unit}</span>
      </span>
      <p id={`${id}-meaning`} class="muted">
        {meaning}
      </p>
      {refused && (
        <p class="refusal" role="alert">
          {text("options_number_refused", [String(least), String(most)])}
        </p>
      )}
    </div>
  );
}

/** A file to choose, whose text is wanted. */
export function FileButton({ label, testId, onText, onUnreadable }: { label: string; testId: string; onText: (text: string) => void; onUnreadable: () => void }): JSX.Element {
  const load = (input: HTMLInputElement): void => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    // The same file can be chosen again once it was mended.
    file.text().then(onText, onUnreadable).finally(() => (input.value = ""));
  };
  return (
    <label class="file">
      <span>{label}</span>
      <input type="file" accept=".json" data-testid={testId} onChange={(event) => load(event.currentTarget)} />
    </label>
  );
}

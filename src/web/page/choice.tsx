interface ChoiceProperties<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Values and what they are called. */
  readonly choices: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, side by side. */
export function Choice<Value extends string>({ label, value, choices, onChoose }: ChoiceProperties<Value>) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div>
        {(Object.keys(choices) as Value[]).map((one) => (
          <label key={one} class={one === value ? 'chosen' : ''}>
            <input type="radio" name={label} checked={one === value} onChange={() => onChoose(one)} />
            {choices[one]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TextFieldProps {
  id: string;
  label: string;
  hint: string;
  error?: string | undefined;
  value: string;
  /** "text", or "numeric" for a keyboard of digits. */
  keyboard: 'text' | 'numeric';
  /** What the browser may fill in: "postal-code". */
  autocomplete: string;
  onWrite: (value: string) => void;
}

/** One short line. */
export function TextField(props: TextFieldProps) {
  const hint_id = `${props.id}-hint`;
  const error_id = `${props.id}-error`;
  return (
    <div class={props.error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={props.id}>{props.label}</label>
      <span class="form-hint" id={hint_id}>{props.hint}</span>
      {props.error && <span class="form-error-message" id={error_id}>{props.error}</span>}
      <input
        class="form-input form-day"
        id={props.id}
        type="text"
        inputMode={props.keyboard}
        autocomplete={props.autocomplete}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={props.error ? `${error_id} ${hint_id}` : hint_id}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
      />
    </div>
  );
}

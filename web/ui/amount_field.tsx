// Faults are not shown on leaving the field: a message that appears between the pressing and the
// letting go of the mouse moves the button away from under it.
interface AmountFieldProps {
  id: string;
  label: string;
  /** Read after the label, for example which claim it is about. */
  label_about: string;
  hint: string;
  error?: string | undefined;
  suffix: string;
  value: string;
  onWrite: (value: string) => void;
}

export function AmountField(props: AmountFieldProps) {
  const hint_id = `${props.id}-hint`;
  const error_id = `${props.id}-error`;
  return (
    <div class={props.error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={props.id}>
        {props.label} <span class="sr-only">{props.label_about}</span>
      </label>
      <span class="form-hint" id={hint_id}>{props.hint}</span>
      {props.error && <span class="form-error-message" id={error_id}>{props.error}</span>}
      <div class="form-input-wrapper form-input-wrapper--suffix">
        <input
          class="form-input input-char-11"
          id={props.id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          maxLength={20}
          value={props.value}
          aria-invalid={props.error ? 'true' : undefined}
          aria-describedby={props.error ? `${error_id} ${hint_id}` : hint_id}
          onInput={(event) => props.onWrite(event.currentTarget.value)}
        />
        <div class="form-input-suffix" aria-hidden="true">{props.suffix}</div>
      </div>
    </div>
  );
}

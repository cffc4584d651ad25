interface DayFieldProps {
  id: string;
  label: string;
  hint: string;
  error?: string | undefined;
  value: string;
  /** The first and the last day that can be chosen: "2026-11-24". */
  first: string;
  last: string;
  onWrite: (value: string) => void;
}

/** A day, as the browser lets one choose it. */
export function DayField(props: DayFieldProps) {
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
        type="date"
        min={props.first}
        max={props.last}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={props.error ? `${error_id} ${hint_id}` : hint_id}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
      />
    </div>
  );
}

interface SelectFieldProps {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string) => void;
}

/** A native list to choose from: the telephone shows it its own way. */
export function SelectField(props: SelectFieldProps) {
  const hint_id = `${props.id}-hint`;
  const error_id = `${props.id}-error`;
  const described = [props.error && error_id, props.hint && hint_id].filter(Boolean).join(' ');
  return (
    <div class={props.error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={props.id}>{props.label}</label>
      {props.hint && <span class="form-hint" id={hint_id}>{props.hint}</span>}
      {props.error && <span class="form-error-message" id={error_id}>{props.error}</span>}
      <select
        class="form-select"
        id={props.id}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        {props.options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </div>
  );
}

interface TextAreaProps {
  id: string;
  label: string;
  hint: string;
  error?: string | undefined;
  value: string;
  onWrite: (value: string) => void;
}

/** Several lines in one's own words. Without a limit of its own: it would cut off what is pasted in without a word. */
export function TextArea(props: TextAreaProps) {
  const hint_id = `${props.id}-hint`;
  const error_id = `${props.id}-error`;
  return (
    <div class={props.error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={props.id}>{props.label}</label>
      <span class="form-hint" id={hint_id}>{props.hint}</span>
      {props.error && <span class="form-error-message" id={error_id}>{props.error}</span>}
      <textarea
        class="form-input form-lines"
        id={props.id}
        rows={6}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={props.error ? `${error_id} ${hint_id}` : hint_id}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
      />
    </div>
  );
}

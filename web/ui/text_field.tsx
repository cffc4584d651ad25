import { described_by, FieldFrame } from './field_frame';
import type { FieldProps } from './field_frame';

interface TextFieldProps extends FieldProps {
  value: string;
  /** "text", or "numeric" for a keyboard of digits. */
  keyboard: 'text' | 'numeric';
  /** What the browser may fill in: "postal-code". */
  autocomplete: string;
  onWrite: (value: string) => void;
}

/** One short line. */
export function TextField(props: TextFieldProps) {
  return (
    <FieldFrame id={props.id} label={props.label} hint={props.hint} error={props.error}>
      <input
        class="form-input form-day"
        id={props.id}
        type="text"
        inputMode={props.keyboard}
        autocomplete={props.autocomplete}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={described_by(props)}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}

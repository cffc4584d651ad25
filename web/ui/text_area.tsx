import { described_by, FieldFrame } from './field_frame';
import type { FieldProps } from './field_frame';

interface TextAreaProps extends FieldProps {
  value: string;
  onWrite: (value: string) => void;
}

/** Several lines in one's own words. Without a limit of its own: it would cut off what is pasted in without a word. */
export function TextArea(props: TextAreaProps) {
  return (
    <FieldFrame id={props.id} label={props.label} hint={props.hint} error={props.error}>
      <textarea
        class="form-input form-lines"
        id={props.id}
        rows={6}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={described_by(props)}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}

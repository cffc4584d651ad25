import { described_by, FieldFrame } from './field_frame';
import type { FieldProps } from './field_frame';

interface DayFieldProps extends FieldProps {
  value: string;
  /** The first and the last day that can be chosen: "2026-11-24". */
  first: string;
  last: string;
  onWrite: (value: string) => void;
}

/** A day, as the browser lets one choose it. */
export function DayField(props: DayFieldProps) {
  return (
    <FieldFrame id={props.id} label={props.label} hint={props.hint} error={props.error}>
      <input
        class="form-input form-day"
        id={props.id}
        type="date"
        min={props.first}
        max={props.last}
        value={props.value}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={described_by(props)}
        onInput={(event) => props.onWrite(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}

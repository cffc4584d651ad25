import { useEffect, useRef } from 'preact/hooks';

export interface FieldFault {
  field_id: string;
  message: string;
}

interface ErrorSummaryProps {
  title: string;
  faults: FieldFault[];
  /** Counts the tries to send; focus comes here at each, also when the faults are the same. */
  attempt: number;
}

export function ErrorSummary({ title, faults, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [attempt]);
  const go_to = (event: MouseEvent, field_id: string) => {
    event.preventDefault();
    document.getElementById(field_id)?.focus();
  };
  return (
    <div class="alert alert-error error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2 class="alert-heading">{title}</h2>
      <ul class="alert-text">
        {faults.map((fault) => (
          <li key={fault.field_id}>
            <a href={`#${fault.field_id}`} onClick={(event) => go_to(event, fault.field_id)}>{fault.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

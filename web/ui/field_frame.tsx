import type { ComponentChildren } from 'preact';

export interface FieldProps {
  id: string;
  label: string;
  hint: string;
  error?: string | undefined;
}

/** What is around one field to write in: its name, how to fill it, and what is wrong. */
export function FieldFrame({ id, label, hint, error, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class={error ? 'form-group form-error' : 'form-group'}>
      <label class="form-label" for={id}>{label}</label>
      <span class="form-hint" id={`${id}-hint`}>{hint}</span>
      {error && <span class="form-error-message" id={`${id}-error`}>{error}</span>}
      {children}
    </div>
  );
}

/** Of the field itself: where a screen reader finds what is wrong, and how to fill it. */
export const described_by = ({ id, error }: FieldProps): string => (error ? `${id}-error ${id}-hint` : `${id}-hint`);

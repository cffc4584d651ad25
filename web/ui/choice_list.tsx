import type { ComponentChildren } from 'preact';

interface ChoiceListProps {
  /** Of the group; the first choice has the id `${id}-0`, so that a list of faults can lead to it. */
  id: string;
  legend: string;
  error?: string | undefined;
  children: ComponentChildren;
}

/** A question with several boxes or dots to choose from. */
export function ChoiceList({ id, legend, error, children }: ChoiceListProps) {
  const error_id = `${id}-error`;
  return (
    <fieldset class={error ? 'form-group form-error' : 'form-group'} aria-describedby={error ? error_id : undefined}>
      <legend class="form-label">{legend}</legend>
      {error && <span class="form-error-message" id={error_id}>{error}</span>}
      {children}
    </fieldset>
  );
}

interface DotProps {
  id: string;
  name: string;
  checked: boolean;
  onChoose: () => void;
  children: ComponentChildren;
}

export function Dot({ id, name, checked, onChoose, children }: DotProps) {
  return (
    <label class="checkbox choice" for={id}>
      <input id={id} type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{children}</span>
    </label>
  );
}

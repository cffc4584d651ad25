import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface CheckboxProps {
  id: string;
  checked: boolean;
  /** Some but not all of what the box stands for. */
  partly?: boolean;
  described_by?: string | undefined;
  onToggle: (checked: boolean) => void;
  children: ComponentChildren;
}

/** A native checkbox: the browser draws it, so it also works with forced colours and zoom. */
export function Checkbox(props: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = props.partly ?? false;
  });
  return (
    <label class="checkbox" for={props.id}>
      <input
        ref={box}
        id={props.id}
        type="checkbox"
        checked={props.checked}
        aria-describedby={props.described_by}
        onChange={(event) => props.onToggle(event.currentTarget.checked)}
      />
      <span>{props.children}</span>
    </label>
  );
}

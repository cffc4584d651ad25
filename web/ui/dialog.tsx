import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  title: string;
  onCancel: () => void;
  children: ComponentChildren;
}

/** Shown as long as it is rendered. The native element keeps focus inside and gives it back. */
export function Dialog({ title, onCancel, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog class="dialog" ref={element} aria-labelledby="dialog-title" onCancel={onCancel}>
      <h2 class="h3" id="dialog-title">{title}</h2>
      {children}
    </dialog>
  );
}

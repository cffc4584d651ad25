import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

interface AlertProps {
  kind: 'info' | 'success' | 'warning' | 'error';
  title?: string;
  /** Read aloud when it appears; leave out for what is there from the start. */
  announced?: boolean;
  children?: ComponentChildren;
}

const kIcons = { info: 'info', success: 'check', warning: 'warning', error: 'warning' } as const;

export function Alert({ kind, title, announced, children }: AlertProps) {
  return (
    <div class={`alert alert-${kind}`} role={announced ? 'alert' : undefined}>
      <span class="alert-icon"><Icon name={kIcons[kind]} /></span>
      {title && <p class="alert-heading">{title}</p>}
      <div class="alert-text">{children}</div>
    </div>
  );
}

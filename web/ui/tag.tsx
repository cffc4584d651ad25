import type { ComponentChildren } from 'preact';

export type TagKind = 'neutral' | 'info' | 'success' | 'warning';

export function Tag({ kind, children }: { kind: TagKind; children: ComponentChildren }) {
  return <span class={kind === 'neutral' ? 'badge' : `badge badge-${kind}`}>{children}</span>;
}

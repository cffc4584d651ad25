import type { ComponentChildren } from 'preact';
import type { IconName } from './icon';
import { Icon } from './icon';

/** A quiet box that belongs to the text around it. */
export function Panel({ title, icon, children }: { title: string; icon?: IconName; children: ComponentChildren }) {
  return (
    <section class="panel">
      <h2 class="h4 panel-title">{icon && <Icon name={icon} />}{title}</h2>
      {children}
    </section>
  );
}

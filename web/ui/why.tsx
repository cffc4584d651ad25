import type { ComponentChildren } from 'preact';

interface WhyProps {
  title: string;
  /** Read after the title, so that a list of such titles tells them apart. */
  about: string;
  children: ComponentChildren;
}

/** Help that opens on the page: no window, nothing that has to be closed. */
export function Why({ title, about, children }: WhyProps) {
  return (
    <details class="why">
      <summary>{title}<span class="sr-only"> {about}</span></summary>
      <p>{children}</p>
    </details>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { text } from '../language';
import { is_first_page } from '../router';
import { current_session } from '../store';

interface PageHeadingProps {
  title: string;
  /** For pages whose heading is longer than a good window title. */
  window_title?: string;
}

/** The h1 of a page. Names the window, and takes focus when the person came from another page. */
export function PageHeading({ title, window_title }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const page = window_title ?? title;
  const authority = current_session()?.authority.name ?? 'Fairdue';
  useEffect(() => {
    document.title = text('app.title', { page, authority });
  });
  useEffect(() => {
    if (!is_first_page()) heading.current?.focus({ preventScroll: true });
  }, []);
  return <h1 class="page-title" tabIndex={-1} ref={heading}>{title}</h1>;
}

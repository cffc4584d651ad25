// Client side routing on the history API: a path, and state that never shows in the address.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface Place {
  path: string;
  /** What a page was given by the one before it; survives reload and Back, not a new tab. */
  state: unknown;
  /** How many moves were made; 0 is the page the browser itself loaded. */
  move: number;
}

let move = 0;
const watchers = new Set<() => void>();

function here(): Place {
  return { path: location.pathname, state: history.state as unknown, move };
}

function moved(): void {
  move += 1;
  for (const watcher of watchers) watcher();
}

export function navigate(path: string, state: unknown = null): void {
  history.pushState(state, '', path);
  moved();
  scrollTo(0, 0);
}

/** Changes what Back will find here, without a move. */
export function remember(state: unknown): void {
  history.replaceState(state, '');
}

export const is_first_page = (): boolean => move === 0;

export function usePlace(): Place {
  const [place, set_place] = useState(here);
  useEffect(() => {
    const watcher = () => set_place(here());
    watchers.add(watcher);
    addEventListener('popstate', moved);
    return () => {
      watchers.delete(watcher);
      removeEventListener('popstate', moved);
    };
  }, []);
  return place;
}

interface LinkProps {
  to: string;
  class?: string | undefined;
  current?: boolean | undefined;
  children: ComponentChildren;
}

/** A real link: opening in a new tab, copying and middle click stay the browser's business. */
export function Link(props: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(props.to);
  };
  return (
    <a href={props.to} class={props.class} onClick={follow} aria-current={props.current ? 'page' : undefined}>
      {props.children}
    </a>
  );
}

// A page that comes, with its texts, when it is first wanted: the first view does not wait for it.
import { useEffect, useState } from 'preact/hooks';
import { Fault } from '../api';
import type { TextPart } from '../language';
import { load_text_part } from '../language';
import { Waiting } from './waiting';

type Page = () => preact.JSX.Element;

type Load = () => Promise<Page>;

const loaded = new Map<Load, Page>();

/** `load` is one and the same function each time; `parts` are the texts that only such pages show. */
export function PageApart({ parts, load }: { parts: readonly TextPart[]; load: Load }) {
  const [tries, set_tries] = useState(0);
  const [, redraw] = useState(0);
  const [fault, set_fault] = useState<Fault | null>(null);
  useEffect(() => {
    if (loaded.has(load)) return;
    set_fault(null);
    Promise.all([load(), ...parts.map(load_text_part)]).then(
      ([page]) => {
        loaded.set(load, page);
        redraw((count) => count + 1);
      },
      () => set_fault(new Fault('network', 'network')),
    );
  }, [load, tries]);
  const Loaded = loaded.get(load);
  if (!Loaded) return <Waiting fault={fault} onRetry={() => set_tries((count) => count + 1)} />;
  return <Loaded />;
}

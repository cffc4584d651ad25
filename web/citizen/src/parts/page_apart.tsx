// A page that comes, with its texts, when it is first wanted: the first view does not wait for it.
import { useEffect, useState } from 'preact/hooks';
import { Fault } from '../api';
import type { TextPart } from '../language';
import { load_text_part } from '../language';
import { Waiting } from './waiting';

type Page = () => preact.JSX.Element;

const loaded = new Map<TextPart, Page>();

export function PageApart({ part, load }: { part: TextPart; load: () => Promise<Page> }) {
  const [tries, set_tries] = useState(0);
  const [, redraw] = useState(0);
  const [fault, set_fault] = useState<Fault | null>(null);
  useEffect(() => {
    if (loaded.has(part)) return;
    set_fault(null);
    Promise.all([load(), load_text_part(part)]).then(
      ([page]) => {
        loaded.set(part, page);
        redraw((count) => count + 1);
      },
      () => set_fault(new Fault('network', 'network')),
    );
  }, [part, tries]);
  const Loaded = loaded.get(part);
  if (!Loaded) return <Waiting fault={fault} onRetry={() => set_tries((count) => count + 1)} />;
  return <Loaded />;
}

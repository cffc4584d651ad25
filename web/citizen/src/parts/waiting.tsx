import { useEffect } from 'preact/hooks';
import { Spinner } from '../../../ui/spinner';
import type { Fault } from '../api';
import { text } from '../language';
import { FaultPage, MissingPage } from '../pages/faults';

interface WaitingProps {
  fault: Fault | null;
  onRetry: () => void;
  missing?: { title: string; text: string };
}

/** What a page shows while it has nothing of its own: that it waits, or why it cannot go on. */
export function Waiting({ fault, onRetry, missing }: WaitingProps) {
  useEffect(() => {
    if (!fault) document.title = text('app.loading');
  });
  if (fault?.kind === 'missing') return <MissingPage {...missing} />;
  if (fault) return <FaultPage fault={fault} onRetry={onRetry} />;
  return <div class="page"><Spinner label={text('app.loading')} /></div>;
}

import type { ChosenMeans } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Spinner } from '../../../ui/spinner';
import { text } from '../language';

interface ChooseMeansProps {
  offered: ChosenMeans[];
  /** As it is written, with its currency. */
  amount: string;
  busy: boolean;
}

/** One large button for each means: choosing and confirming are one press. Each submits the form with its means. */
export function ChooseMeans({ offered, amount, busy }: ChooseMeansProps) {
  const [only, ...others] = offered;
  const has_choice = others.length > 0;
  return (
    <div class="pay-confirm" role={has_choice ? 'group' : undefined} aria-labelledby={has_choice ? 'means-title' : undefined}>
      {has_choice && <h2 class="h4 means-title" id="means-title">{text('pay.choose')}</h2>}
      <div class="means">
        {offered.map((means, index) => (
          <Button key={means} kind={index === 0 ? 'primary' : 'secondary'} type="submit" value={means} wide busy={busy}>
            {text(`pay.button.${means}`, { amount })}
          </Button>
        ))}
      </div>
      {busy && <Spinner label={text('pay.working')} />}
      <p class="quiet">{text(only && !has_choice ? `pay.next.${only}` : 'pay.next.any')}</p>
    </div>
  );
}

import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import type { Fault } from '../api';
import { text } from '../language';

/** The claims are not what the page shows; it has to be read again before anything is paid. */
const kChangedCodes = ['claim_changed', 'claim_not_payable', 'amount_exceeds_open'];

export function PayTrouble({ fault, onReload }: { fault: Fault; onReload: () => void }) {
  if (kChangedCodes.includes(fault.code)) {
    return (
      <Alert kind="warning" announced title={text('pay.changed_title')}>
        <p>{text('pay.changed_text')}</p>
        <Button onPress={onReload}>{text('pay.changed_button')}</Button>
      </Alert>
    );
  }
  if (fault.kind === 'network') {
    return (
      <Alert kind="warning" announced title={text('pay.network_title')}>
        <p>{text('pay.network_text')}</p>
      </Alert>
    );
  }
  return (
    <Alert kind="error" announced title={text('pay.refused_title')}>
      <p>{text('pay.refused_text')}</p>
    </Alert>
  );
}

import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import type { Fault } from '../api';
import { text } from '../language';
import { has_changed } from '../plans';
import { Contact } from './contact';

export function PlanTrouble({ fault, onReload }: { fault: Fault; onReload: () => void }) {
  if (has_changed(fault)) {
    return (
      <Alert kind="warning" announced title={text('plan.trouble_changed_title')}>
        <p>{text('plan.trouble_changed_text')}</p>
        <Button onPress={onReload}>{text('plan.trouble_changed_button')}</Button>
      </Alert>
    );
  }
  if (fault.kind === 'network') {
    return (
      <Alert kind="warning" announced title={text('pay.network_title')}>
        <p>{text('plan.trouble_network_text')}</p>
      </Alert>
    );
  }
  return (
    <Alert kind="error" announced title={text('plan.trouble_refused_title')}>
      <p>{text('plan.trouble_refused_text')}</p>
      <Contact />
    </Alert>
  );
}

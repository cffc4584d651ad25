// What the person may change about a plan alone: another day for the next payment, and a break.
import { useState } from 'preact/hooks';
import type { Plan } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { SelectField } from '../../../ui/select_field';
import { Spinner } from '../../../ui/spinner';
import { Status } from '../../../ui/status';
import { move_plan_date, pause_plan } from '../api';
import { long_day, text } from '../language';
import { usePlanChange } from '../plans';
import { PlanTrouble } from './plan_trouble';

interface PlanChangesProps {
  plan: Plan;
  /** The plan as it is now has come with the answer. */
  onChange: () => void;
  onReload: () => void;
}

export function PlanChanges({ plan, onChange, onReload }: PlanChangesProps) {
  const change = usePlanChange();
  const [to, set_to] = useState('');
  const [was_missing, set_missing] = useState(false);
  const [done, set_done] = useState('');
  const { next, days_to_move_to } = plan;

  const finish = (message: string) => {
    set_to('');
    set_done(message);
    onChange();
  };
  const move = (event: SubmitEvent) => {
    event.preventDefault();
    set_missing(to === '');
    if (!next || to === '') return document.getElementById('plan-day')?.focus();
    void change.send(`move ${next.date} ${to}`, (token, key) => move_plan_date({ from: next.date, to }, token, key),
      () => finish(text('plan.moved', { date: long_day(to) })));
  };
  const pause = () => {
    void change.send('pause', pause_plan, () => finish(text('plan.paused')));
  };

  return (
    <div class="no-print">
      <Status message={done} />
      {done && <p class="plan-done" aria-hidden="true">{done}</p>}
      {change.fault && <PlanTrouble fault={change.fault} onReload={() => { change.forget(); onReload(); }} />}
      {change.is_busy && <Spinner label={text('plan.working')} />}
      {next && days_to_move_to.length > 0 && (
        <Panel title={text('plan.move_title')} icon="clock">
          <form onSubmit={move} noValidate>
            <SelectField
              id="plan-day"
              label={text('plan.move_label')}
              hint={text('plan.move_hint', { date: long_day(next.date) })}
              error={was_missing && to === '' ? text('plan.move_missing') : undefined}
              value={to}
              options={[['', text('plan.move_choose')], ...days_to_move_to.map((day) => [day, long_day(day)] as const)]}
              onChoose={set_to}
            />
            <p><Button type="submit" busy={change.is_busy}>{text('plan.move_button')}</Button></p>
          </form>
        </Panel>
      )}
      {plan.may_pause && (
        <Panel title={text('plan.pause_title')}>
          <p>{text('plan.pause_text')}</p>
          <Button busy={change.is_busy} onPress={pause}>{text('plan.pause_button')}</Button>
        </Panel>
      )}
    </div>
  );
}

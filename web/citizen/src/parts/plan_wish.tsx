// Which day of the month suits, and how much: what proposals are asked for with.
import { useState } from 'preact/hooks';
import type { PlanWish } from '../../../api_client/client';
import { AmountField } from '../../../ui/amount_field';
import { Button } from '../../../ui/button';
import { SelectField } from '../../../ui/select_field';
import { wanted_instalment } from '../ability';
import { parse_amount } from '../amount';
import { plain_amount, text } from '../language';
import { Link } from '../router';

const kPaydays = [1, 5, 10, 15, 20, 25, 0];

const payday_name = (day: number): string =>
  day === 0 ? text('choose.payday_last') : day === 1 ? text('choose.payday_first') : text('choose.payday_day', { day });

/** What the person says; proposals are asked for when the button is pressed. */
export function WishForm({ onWish, example }: { onWish: (wish: PlanWish) => void; example: string }) {
  const wanted = wanted_instalment();
  const [payday, set_payday] = useState('1');
  const [written, set_written] = useState(wanted === null ? '' : plain_amount(wanted));
  const [fault, set_fault] = useState('');
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    const amount = parse_amount(written);
    const is_wrong = written.trim() !== '' && (amount === null || amount <= 0);
    set_fault(is_wrong ? text('choose.amount_wrong', { example }) : '');
    if (is_wrong) return document.getElementById('plan-amount')?.focus();
    onWish({ payday: Number(payday), ...(amount !== null && amount > 0 && { instalment_minor: amount }) });
  };
  return (
    <form class="panel plan-wish" onSubmit={ask} noValidate aria-labelledby="plan-wish-title">
      <h2 class="h4 panel-title" id="plan-wish-title">{text('choose.wish_title')}</h2>
      <SelectField
        id="plan-payday"
        label={text('choose.payday_label')}
        value={payday}
        options={kPaydays.map((day) => [String(day), payday_name(day)] as const)}
        onChoose={set_payday}
      />
      <AmountField
        id="plan-amount"
        label={text('choose.amount_label')}
        label_about={text('choose.amount_about')}
        hint={text('choose.amount_hint')}
        error={fault || undefined}
        suffix="kr."
        value={written}
        onWrite={set_written}
      />
      <p class="plan-unsure"><Link to="/ability">{text('choose.unsure')}</Link></p>
      <p><Button type="submit">{text('choose.wish_button')}</Button></p>
    </form>
  );
}

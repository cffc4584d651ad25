import type { ClaimSummary } from '../../../api_client/client';
import { AmountField } from '../../../ui/amount_field';
import { Button } from '../../../ui/button';
import type { Basket, PartFault } from '../basket';
import { part_fault } from '../basket';
import { about, what_it_is } from '../claim_texts';
import { money, plain_amount, text } from '../language';

export const field_id = (claim: ClaimSummary): string => `part-${claim.id}`;

export function part_message(fault: PartFault, claim: ClaimSummary, currency: string): string {
  return text(`pay.error.${fault}`, {
    example: plain_amount(10000),
    amount: money(claim.open_minor, currency),
  });
}

interface PayItemProps {
  claim: ClaimSummary;
  currency: string;
  basket: Basket;
  /** After the first try to pay every fault shows; before it only what cannot be half-written. */
  always_check: boolean;
  onChange: (basket: Basket) => void;
}

export function PayItem({ claim, currency, basket, always_check, onChange }: PayItemProps) {
  const written = basket.parts[claim.id];
  const fault = written === undefined ? null : part_fault(written, claim);
  const what = what_it_is(claim.type);
  const about_it = text('pay.part_about', { what, reference: claim.reference });

  const write = (value: string) => onChange({ ...basket, parts: { ...basket.parts, [claim.id]: value } });
  const start_part = () => write(plain_amount(claim.open_minor));
  const pay_whole = () => {
    const { [claim.id]: _dropped, ...parts } = basket.parts;
    onChange({ ...basket, parts });
  };

  return (
    <li class="pay-item">
      <div class="pay-item-head">
        <p>
          <span class="claim-name">{what}</span>
          <span class="quiet pay-item-about">{about(claim)}</span>
        </p>
        <p class="claim-amount">{money(claim.open_minor, currency)}</p>
      </div>
      {written !== undefined && (
        <AmountField
          id={field_id(claim)}
          label={text('pay.amount_label')}
          label_about={about_it}
          hint={text('pay.amount_hint', { amount: money(claim.open_minor, currency) })}
          suffix="kr."
          value={written}
          error={fault && (always_check || fault === 'too_large') ? part_message(fault, claim, currency) : undefined}
          onWrite={write}
        />
      )}
      <Button kind="quiet" onPress={written === undefined ? start_part : pay_whole}>
        {text(written === undefined ? 'pay.part' : 'pay.whole')}
        <span class="sr-only">{about_it}</span>
      </Button>
    </li>
  );
}

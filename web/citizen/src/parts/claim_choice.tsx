// The claims that can be paid, with a box at each, one for all of them, and the sum to pay.
import { useState } from 'preact/hooks';
import type { ClaimSummary } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { go_to_pay } from '../basket';
import { money, text } from '../language';
import { read_selection, write_selection } from '../selection';
import { ClaimRow } from './claim_row';

const kFirstShown = 20;

export function ClaimChoice({ claims, currency }: { claims: ClaimSummary[]; currency: string }) {
  const [ticked, set_ticked] = useState(read_selection);
  const [shows_all, set_shows_all] = useState(claims.length <= kFirstShown);
  const chosen = claims.filter((claim) => ticked.has(claim.id));
  const sum = chosen.reduce((total, claim) => total + claim.open_minor, 0);

  const keep = (next: Set<string>) => {
    write_selection(next);
    set_ticked(next);
  };
  const toggle = (id: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    keep(next);
  };
  const toggle_all = (on: boolean) => keep(new Set(on ? claims.map((claim) => claim.id) : []));

  return (
    <section aria-labelledby="open-title">
      <div class="list-head">
        <h2 class="h3" id="open-title">{text('overview.open_title')}</h2>
        {claims.length > 1 && (
          <Checkbox
            id="pay-all"
            checked={chosen.length === claims.length}
            partly={chosen.length > 0 && chosen.length < claims.length}
            onToggle={toggle_all}
          >
            {text('overview.select_all', { count: claims.length })}
          </Checkbox>
        )}
      </div>
      <ul class="claims no-max-width">
        {(shows_all ? claims : claims.slice(0, kFirstShown)).map((claim) => (
          <ClaimRow
            key={claim.id}
            claim={claim}
            currency={currency}
            selection={{ is_ticked: ticked.has(claim.id), onToggle: (on) => toggle(claim.id, on) }}
          />
        ))}
      </ul>
      {!shows_all && (
        <p class="more">
          <Button onPress={() => set_shows_all(true)}>{text('overview.show_all', { count: claims.length })}</Button>
        </p>
      )}
      <div class={chosen.length > 0 ? 'pay-bar' : 'pay-bar pay-bar-empty'}>
        <p class="pay-bar-count" role="status">{text('overview.selected', { count: chosen.length })}</p>
        {chosen.length > 0 && (
          <Button kind="primary" onPress={() => go_to_pay(chosen.map((claim) => claim.id))}>
            {text('overview.pay_selected', { amount: money(sum, currency) })}
          </Button>
        )}
      </div>
    </section>
  );
}

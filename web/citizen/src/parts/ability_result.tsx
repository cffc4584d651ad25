// What came of the answers: what can be paid, what must be left to live on, and the one thing to do next.
import { useEffect, useRef } from 'preact/hooks';
import type { Ability } from '../../../api_client/client';
import { Facts } from '../../../ui/facts';
import { Icon } from '../../../ui/icon';
import { warnings_of } from '../ability';
import { long_day, money, text } from '../language';
import { Link } from '../router';
import { current_session } from '../store';
import { Contact } from './contact';

function Steps({ ability }: { ability: Ability }) {
  return (
    <details class="ability-steps">
      <summary>{text('ability.steps')}</summary>
      <ol class="ability-step-list">
        {ability.steps.map((step) => (
          <li key={step.figure}>
            <span class="ability-step-words">
              {text(`ability.step.${step.figure}`)}
              {step.section && step.from && (
                <span class="ability-step-rule">
                  {text('ability.step_rule', { section: step.section, date: long_day(step.from) })}
                </span>
              )}
            </span>
            <span class="plan-payment-amount">{money(step.amount_minor, ability.currency)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Warnings({ ability }: { ability: Ability }) {
  return (
    <ul class="ability-warnings">
      {warnings_of(ability).map((code) => (
        <li key={code}><Icon name="info" /><span>{text(`ability.warn.${code}`)}</span></li>
      ))}
    </ul>
  );
}

/** Where nothing can be paid, more time and help come first; a plan is still the person's own choice. */
function Help() {
  const phone = current_session()?.authority.phone ?? '';
  return (
    <section class="ability-help">
      <h3 class="h4">{text('ability.help_title')}</h3>
      <p>{text('ability.help_text')}</p>
      <p>
        <a class="button button-primary button-wide" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
          {text('ability.help_call', { phone })}
        </a>
      </p>
      {current_session()?.helpers && <p><Link to="/referral">{text('overview.refer')}</Link></p>}
      <Contact />
      <p><Link to="/plan/new">{text('ability.help_other')}</Link></p>
    </section>
  );
}

function title_of({ suggested_minor, currency }: Ability): string {
  if (suggested_minor === null) return text('ability.result_unknown_title');
  if (suggested_minor === 0) return text('ability.result_none_title');
  return text('ability.result_title', { amount: money(suggested_minor, currency) });
}

interface ResultProps {
  ability: Ability;
  /** Counts the answers: focus comes here at each. */
  answered: number;
  onSeePlans: (suggested_minor: number) => void;
}

export function AbilityResult({ ability, answered, onSeePlans }: ResultProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (answered > 0) heading.current?.focus();
  }, [answered]);
  const { currency, suggested_minor, minimum_to_live_on_minor, left_without_plan_minor } = ability;
  const suggested = suggested_minor ?? 0;
  const amount = money(suggested, currency);
  return (
    <section class="ability-result" aria-labelledby="ability-result-title">
      <h2 class="h3" id="ability-result-title" tabIndex={-1} ref={heading}>{title_of(ability)}</h2>
      {suggested_minor === null && <p>{text('ability.result_unknown_text')}</p>}
      {suggested_minor === 0 && <p>{text('ability.result_none_text')}</p>}
      <Facts
        facts={[
          { term: text('ability.fact_before'), value: money(left_without_plan_minor, currency) },
          ...(suggested > 0
            ? [{ term: text('ability.fact_after', { amount }), value: money(left_without_plan_minor - suggested, currency) }]
            : []),
          { term: text('ability.fact_must'), value: money(minimum_to_live_on_minor, currency), kind: 'sum' as const },
        ]}
      />
      <Warnings ability={ability} />
      {suggested > 0
        ? (
          <>
            <p>
              <button type="button" class="button button-primary button-wide" onClick={() => onSeePlans(suggested)}>
                {text('ability.plans_button', { amount })}
              </button>
            </p>
            <p class="quiet">{text('ability.result_note')}</p>
          </>
        )
        : <Help />}
      <Steps ability={ability} />
    </section>
  );
}

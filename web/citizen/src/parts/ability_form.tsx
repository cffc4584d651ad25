// The questions about money and household. Every answer stays while the page lives, also when something is wrong.
import type { ComponentChildren } from 'preact';
import { AmountField } from '../../../ui/amount_field';
import { Button } from '../../../ui/button';
import type { FieldFault } from '../../../ui/error_summary';
import { ErrorSummary } from '../../../ui/error_summary';
import { SelectField } from '../../../ui/select_field';
import { Spinner } from '../../../ui/spinner';
import { Why } from '../../../ui/why';
import type { AbilityFault, AbilityField, Written } from '../ability';
import { ages_for, faults_of, kMostChildren, kPartners } from '../ability';
import { plain_amount, text } from '../language';

interface AbilityFormProps {
  written: Written;
  /** Times that somebody pressed the button with something wrong. */
  attempt: number;
  is_busy: boolean;
  onWrite: (written: Written) => void;
  onAsk: () => void;
}

type AmountName = 'income' | 'housing' | 'other';

const kAges = Array.from({ length: 18 }, (_, years) => years);
const age_name = (years: number) => (years === 0 ? text('ability.age_baby') : text('ability.age_years', { years }));

function fault_text(faults: Map<AbilityField, AbilityFault>, field: AbilityField): string | undefined {
  const fault = faults.get(field);
  const number = Number(/^age-(\d+)$/.exec(field)?.[1] ?? 0) + 1;
  return fault && text(`ability.fault.${fault}`, { example: plain_amount(750_000), number });
}

function Question({ label, why, children }: { label: string; why: string; children: ComponentChildren }) {
  return (
    <div class="question">
      {children}
      <Why title={text('ability.why')} about={text('ability.why_about', { what: label })}>{why}</Why>
    </div>
  );
}

export function AbilityForm(props: AbilityFormProps) {
  const { written, onWrite } = props;
  const faults = new Map<AbilityField, AbilityFault>(props.attempt > 0 ? faults_of(written) : []);
  const summary: FieldFault[] = [...faults.keys()].map((field) => ({
    field_id: `ability-${field}`, message: fault_text(faults, field) ?? '',
  }));
  const amount = (name: AmountName) => (
    <Question label={text(`ability.${name}_label`)} why={text(`ability.${name}_why`)}>
      <AmountField
        id={`ability-${name}`}
        label={text(`ability.${name}_label`)}
        label_about={text('ability.about_month')}
        hint={text(`ability.${name}_hint`)}
        error={fault_text(faults, name)}
        suffix="kr."
        value={written[name]}
        onWrite={(value) => onWrite({ ...written, [name]: value })}
      />
    </Question>
  );
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    props.onAsk();
  };
  return (
    <form class="panel ability-form" onSubmit={ask} noValidate aria-labelledby="ability-form-title">
      <h2 class="h4 panel-title" id="ability-form-title">{text('ability.form_title')}</h2>
      {summary.length > 0 && <ErrorSummary title={text('ability.faults_title')} attempt={props.attempt} faults={summary} />}
      {amount('income')}
      <Question label={text('ability.partner_label')} why={text('ability.partner_why')}>
        <SelectField
          id="ability-partner"
          label={text('ability.partner_label')}
          value={written.partner}
          options={kPartners.map((partner) => [partner, text(`ability.partner_${partner}`)] as const)}
          onChoose={(value) => onWrite({ ...written, partner: kPartners.find((known) => known === value) ?? 'none' })}
        />
      </Question>
      <Question label={text('ability.children_label')} why={text('ability.children_why')}>
        <SelectField
          id="ability-children"
          label={text('ability.children_label')}
          value={String(written.ages.length)}
          options={Array.from({ length: kMostChildren + 1 }, (_, count) =>
            [String(count), count === 0 ? text('ability.children_none') : String(count)] as const)}
          onChoose={(value) => onWrite({ ...written, ages: ages_for(Number(value), written.ages) })}
        />
        {written.ages.length > 0 && (
          <div class="ages">
            {written.ages.map((age, index) => (
              <SelectField
                key={index}
                id={`ability-age-${index}`}
                label={text('ability.age_label', { number: index + 1 })}
                error={fault_text(faults, `age-${index}`)}
                value={age}
                options={[['', text('ability.age_choose')] as const,
                  ...kAges.map((years) => [String(years), age_name(years)] as const)]}
                onChoose={(value) => onWrite({ ...written, ages: written.ages.map((each, at) => (at === index ? value : each)) })}
              />
            ))}
          </div>
        )}
      </Question>
      {amount('housing')}
      {amount('other')}
      <p class="ability-button">
        <Button kind="primary" type="submit" wide busy={props.is_busy}>{text('ability.button')}</Button>
      </p>
      {props.is_busy && <Spinner label={text('ability.working')} />}
    </form>
  );
}

// To disagree, to ask, for time, for help, or to name a day: one short form. Every answer stays, also when something is
// wrong; half of it can be saved and sent another day.
import type { ClaimSummary, EnquiryKind } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { ChoiceList, Dot } from '../../../ui/choice_list';
import { DayField } from '../../../ui/day_field';
import type { FieldFault } from '../../../ui/error_summary';
import { ErrorSummary } from '../../../ui/error_summary';
import { TextArea } from '../../../ui/text_area';
import type { EnquiryBounds, EnquiryField, WrittenEnquiry } from '../enquiry';
import { asks_for_day, asks_for_words, days_after, faults_of, kKinds, kReasons, last_day } from '../enquiry';
import { what_it_is } from '../claim_texts';
import { long_day, money, text } from '../language';

interface EnquiryFormProps {
  written: WrittenEnquiry;
  claims: ClaimSummary[];
  currency: string;
  bounds: EnquiryBounds;
  answer_days: Record<EnquiryKind, number>;
  /** Times that somebody pressed the button with something wrong. */
  attempt: number;
  is_busy: boolean;
  onWrite: (written: WrittenEnquiry) => void;
  onSend: () => void;
  onKeep: () => void;
}

const kFirstFields: Record<EnquiryField, string> = {
  kind: 'enquiry-kind-0', claims: 'enquiry-claim-0', reason: 'enquiry-reason-0', day: 'enquiry-day', words: 'enquiry-words',
};

export function EnquiryForm(props: EnquiryFormProps) {
  const { written, bounds, onWrite } = props;
  const found = props.attempt > 0 ? faults_of(written, bounds) : [];
  const last = last_day(written.kind, bounds);
  const message = (field: EnquiryField): string | undefined => {
    const fault = found.find(([name]) => name === field);
    return fault && text(`enquire.fault.${fault[1]}`, { last: long_day(last), most: bounds.most_letters });
  };
  const summary: FieldFault[] = found.map(([field]) => ({ field_id: kFirstFields[field], message: message(field) ?? '' }));
  const toggle = (id: string, on: boolean) =>
    onWrite({ ...written, claims: on ? [...written.claims, id] : written.claims.filter((known) => known !== id) });
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    props.onSend();
  };
  return (
    <form class="panel" onSubmit={send} noValidate aria-labelledby="enquiry-form-title">
      <h2 class="h4 panel-title" id="enquiry-form-title">{text('enquire.form_title')}</h2>
      {summary.length > 0 && <ErrorSummary title={text('enquire.faults_title')} attempt={props.attempt} faults={summary} />}
      <ChoiceList id="enquiry-kind" legend={text('enquire.kind_label')} error={message('kind')}>
        {kKinds.map((kind, index) => (
          <Dot key={kind} id={`enquiry-kind-${index}`} name="kind" checked={written.kind === kind}
            onChoose={() => onWrite({ ...written, kind })}>
            {text(`enquire.kind.${kind}`)}
          </Dot>
        ))}
      </ChoiceList>
      {written.kind !== '' && (
        <>
          <p>{text(`enquire.about.${written.kind}`, { date: long_day(days_after(bounds.today, props.answer_days[written.kind])) })}</p>
          <ChoiceList id="enquiry-claims" legend={text('enquire.claims_label')} error={message('claims')}>
            {props.claims.map((claim, index) => (
              <div key={claim.id}>
                <Checkbox id={`enquiry-claim-${index}`} checked={written.claims.includes(claim.id)}
                  onToggle={(on) => toggle(claim.id, on)}>
                  {text('enquire.claim', { name: what_it_is(claim.type), reference: claim.reference, amount: money(claim.open_minor, props.currency) })}
                </Checkbox>
              </div>
            ))}
          </ChoiceList>
          {written.kind === 'objection' && (
            <ChoiceList id="enquiry-reason" legend={text('enquire.reason_label')} error={message('reason')}>
              {kReasons.map((reason, index) => (
                <Dot key={reason} id={`enquiry-reason-${index}`} name="reason" checked={written.reason === reason}
                  onChoose={() => onWrite({ ...written, reason })}>
                  {text(`enquire.reason.${reason}`)}
                </Dot>
              ))}
            </ChoiceList>
          )}
          {asks_for_day(written.kind) && (
            <DayField id="enquiry-day" label={text(written.kind === 'pay_on_date' ? 'enquire.day_label.pay_on_date' : 'enquire.day_label.deferral')}
              hint={text('enquire.day_hint', { last: long_day(last) })} error={message('day')} value={written.day}
              first={days_after(bounds.today, 1)} last={last} onWrite={(day) => onWrite({ ...written, day })} />
          )}
          {asks_for_words(written.kind) && (
            <TextArea id="enquiry-words" label={text(written.kind === 'question' ? 'enquire.words_question' : 'enquire.words_label')}
              hint={text('enquire.words_hint')} error={message('words')} value={written.words}
              onWrite={(words) => onWrite({ ...written, words })} />
          )}
        </>
      )}
      <p class="form-buttons">
        <Button kind="primary" type="submit" wide busy={props.is_busy}>{text('enquire.send')}</Button>
      </p>
      {written.kind !== '' && (
        <>
          <p><Button wide busy={props.is_busy} onPress={props.onKeep}>{text('enquire.keep')}</Button></p>
          <p class="form-hint">{text('enquire.keep_hint')}</p>
        </>
      )}
    </form>
  );
}

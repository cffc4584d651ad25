// Those whom the authority refers people to, as found; and what one says yes to before anybody is told.
import { useEffect, useRef } from 'preact/hooks';
import type { Helper } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Facts } from '../../../ui/facts';
import { Panel } from '../../../ui/panel';
import { Phone } from '../../../ui/phone';
import { current_language, long_day, text } from '../language';

/** In the page's language, or marked as what else it is in. */
function Told({ texts }: { texts: Record<string, string> }) {
  const wanted = current_language();
  const language = [wanted, 'en', ...Object.keys(texts)].find((each) => texts[each] !== undefined);
  if (language === undefined) return null;
  return <span lang={language === wanted ? undefined : language}>{texts[language]}</span>;
}

const is_empty = (texts: Record<string, string>): boolean => Object.keys(texts).length === 0;

function Card({ helper, is_busy, onChoose }: { helper: Helper; is_busy: boolean; onChoose: () => void }) {
  const facts = [
    ...(is_empty(helper.for_whom) ? [] : [{ term: text('referral.for_whom'), value: <Told texts={helper.for_whom} /> }]),
    ...(is_empty(helper.hours) ? [] : [{ term: text('referral.hours'), value: <Told texts={helper.hours} /> }]),
    ...(helper.phone ? [{ term: text('referral.phone'), value: <Phone number={helper.phone} /> }] : []),
    { term: text('referral.checked'), value: long_day(helper.checked_on) },
  ];
  return (
    <section class="panel helper">
      <h3 class="h4 panel-title">{helper.name}</h3>
      {helper.example && <p><strong>{text('referral.invented')}</strong></p>}
      <p>{text(helper.near ? 'referral.near' : 'referral.everywhere')}. <Told texts={helper.about} /></p>
      <Facts facts={facts} />
      <p><Button kind="primary" wide busy={is_busy} onPress={onChoose}>{text('referral.choose', { name: helper.name })}</Button></p>
    </section>
  );
}

interface HelpersFoundProps {
  helpers: Helper[];
  /** Counts the searches: focus comes to the heading at each. */
  searches: number;
  is_busy: boolean;
  onChoose: (helper: Helper) => void;
}

export function HelpersFound({ helpers, searches, is_busy, onChoose }: HelpersFoundProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [searches]);
  return (
    <section class="group" aria-labelledby="found-title">
      <h2 class="h3" id="found-title" tabIndex={-1} ref={heading}>{text('referral.found_title', { count: helpers.length })}</h2>
      {helpers.length === 0 && <p>{text('referral.found_none')}</p>}
      {helpers.map((each) => <Card key={each.code} helper={each} is_busy={is_busy} onChoose={() => onChoose(each)} />)}
      <p><a href="/help">{text('referral.others')}</a></p>
    </section>
  );
}

interface AgreeProps {
  helper: Helper;
  longest_days: number;
  is_busy: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** The words that are agreed to. Another wording is another version (kConsentWords in portal_referrals.cc). */
export function Agree({ helper, longest_days, is_busy, onYes, onNo }: AgreeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div class="group" tabIndex={-1} ref={box}>
      <Panel title={text('referral.agree_title', { name: helper.name })} icon="person">
        <p>{text('referral.agree_shared')}</p>
        <p>{text('referral.agree_pause', { days: longest_days })}</p>
        <p>{text('referral.agree_back')}</p>
        <p class="form-buttons"><Button kind="primary" wide busy={is_busy} onPress={onYes}>{text('referral.agree_yes')}</Button></p>
        <p><Button kind="secondary" wide busy={is_busy} onPress={onNo}>{text('referral.agree_no')}</Button></p>
      </Panel>
    </div>
  );
}

import { Facts } from '../../../ui/facts';
import { Phone } from '../../../ui/phone';
import { current_language, text } from '../language';
import { current_session } from '../store';

/** How to reach people. Beside every page where somebody may get stuck. */
export function Contact() {
  const authority = current_session()?.authority;
  if (!authority) return null;
  return (
    <>
      <Facts
        facts={[
          { term: text('contact.phone'), value: <Phone number={authority.phone} /> },
          { term: text('contact.email'), value: <a href={`mailto:${authority.email}`}>{authority.email}</a> },
          { term: text('contact.hours'), value: authority.opening_hours[current_language()] },
        ]}
      />
      <p><a href="/help">{text('contact.others')}</a></p>
    </>
  );
}

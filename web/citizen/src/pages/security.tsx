import { Answer } from '../../../ui/answer';
import { text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';

export function SecurityPage() {
  return (
    <div class="page prose">
      <PageHeading title={text('security.title')} />
      <p class="lead">{text('security.lead')}</p>
      <Answer question={text('security.always_title')}>
        <ul>
          <li>{text('security.always_1')}</li>
          <li>{text('security.always_2')}</li>
          <li>{text('security.always_3')}</li>
        </ul>
      </Answer>
      <Answer question={text('security.never_title')}>
        <ul>
          <li>{text('security.never_1')}</li>
          <li>{text('security.never_2')}</li>
          <li>{text('security.never_3')}</li>
        </ul>
      </Answer>
      <Answer question={text('security.doubt_title')}>
        <p>{text('security.doubt_text')}</p>
        <p><a href="/message">{text('security.check')}</a></p>
        <Contact />
      </Answer>
    </div>
  );
}

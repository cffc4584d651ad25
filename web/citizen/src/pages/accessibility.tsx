import { Answer } from '../../../ui/answer';
import { text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';

export function AccessibilityPage() {
  return (
    <div class="page prose">
      <PageHeading title={text('accessibility.title')} />
      <p class="lead">{text('accessibility.lead')}</p>
      <Answer question={text('accessibility.can_title')}>
        <ul>
          <li>{text('accessibility.can_1')}</li>
          <li>{text('accessibility.can_2')}</li>
          <li>{text('accessibility.can_3')}</li>
        </ul>
      </Answer>
      <Answer question={text('accessibility.tested_title')}>
        <p>{text('accessibility.tested_text')}</p>
        <p>{text('accessibility.wallet_text')}</p>
      </Answer>
      <Answer question={text('accessibility.report_title')}>
        <p>{text('accessibility.report_text')}</p>
        <Contact />
      </Answer>
    </div>
  );
}

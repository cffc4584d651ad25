import { Answer } from '../../../ui/answer';
import { text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';

export function PrivacyPage() {
  return (
    <div class="page prose">
      <PageHeading title={text('privacy.title')} />
      <p class="lead">{text('privacy.lead')}</p>
      <Answer question={text('privacy.what_title')}><p>{text('privacy.what_text')}</p></Answer>
      <Answer question={text('privacy.device_title')}><p>{text('privacy.device_text')}</p></Answer>
      <Answer question={text('privacy.rights_title')}><p>{text('privacy.rights_text')}</p></Answer>
      <Answer question={text('privacy.ask_title')}><Contact /></Answer>
    </div>
  );
}

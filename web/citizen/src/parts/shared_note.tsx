// On a screen that many people use: the way out, always in sight.
import type { Session } from '../../../api_client/client';
import { text } from '../language';
import { LogoutForm } from './logout_form';

export function SharedNote({ session }: { session: Session }) {
  return (
    <section class="shared-note" aria-label={text('shared.note')}>
      <p>{text('shared.note')}</p>
      <LogoutForm csrf_token={session.csrf_token ?? ''} label={text('shared.done')} primary />
    </section>
  );
}

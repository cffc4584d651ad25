// Warns before the server ends the session. Nobody is kept logged in by an open page alone: only
// what the person does, or pressing "continue", asks the server for more time.
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { text } from '../language';
import { end_session, is_session_stale, renew_session } from '../store';
import { leave, LogoutForm } from './logout_form';

const kWarnBeforeMs = 2 * 60 * 1000;
// Of two minutes in all: so long to answer, and more than WCAG 2.2.1 asks for.
const kWarnBeforeOnSharedMs = 45 * 1000;

/** Milliseconds left, by the server's clock when we know it. */
function time_left(session: Session, read_at: number): number {
  const server_read_at = session.server_time ? Date.parse(session.server_time) : read_at;
  return Date.parse(session.expires_at ?? '') - server_read_at - (Date.now() - read_at);
}

export function SessionWarning({ session }: { session: Session }) {
  const [is_warning, set_warning] = useState(false);
  useEffect(() => {
    set_warning(false);
    if (!session.expires_at) return undefined;
    const read_at = Date.now();
    const left_ms = time_left(session, read_at);
    const warn = () => {
      // The person asked for something since we last looked, so the real end lies later.
      if (is_session_stale()) renew_session().catch(() => set_warning(true));
      else set_warning(true);
    };
    const warn_before = session.shared_screen ? kWarnBeforeOnSharedMs : kWarnBeforeMs;
    const warning = setTimeout(warn, Math.max(0, left_ms - warn_before));
    // On a screen that others use next the browser has to forget as well, so the page is left.
    const finish = () => {
      end_session();
      if (session.shared_screen) leave(session.csrf_token ?? '');
    };
    const end = setTimeout(finish, Math.max(0, left_ms));
    // Timers stand still while a computer sleeps; whoever opens it again must see nothing.
    const look_at_clock = () => {
      if (time_left(session, read_at) <= 0) finish();
    };
    document.addEventListener('visibilitychange', look_at_clock);
    return () => {
      clearTimeout(warning);
      clearTimeout(end);
      document.removeEventListener('visibilitychange', look_at_clock);
    };
  }, [session]);

  if (!is_warning) return null;
  const stay = () => {
    renew_session().catch(() => set_warning(false));
  };
  return (
    <Dialog title={text('session.title')} onCancel={stay}>
      <p>{text(session.shared_screen ? 'shared.text' : 'session.text')}</p>
      <div class="buttons">
        <Button kind="primary" onPress={stay}>{text('session.stay')}</Button>
        <LogoutForm csrf_token={session.csrf_token ?? ''} />
      </div>
    </Dialog>
  );
}

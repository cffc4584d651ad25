// Warns before the server ends the session. Nobody is kept logged in by an open page alone: only
// what the person does, or pressing "continue", asks the server for more time.
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../../api_client/client';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { fetch_session } from '../api';
import { text } from '../language';
import { end_session, prolong_session, renew_session, set_session } from '../store';
import { LogoutForm } from './logout_form';

const kWarnBeforeMs = 2 * 60 * 1000;
// Of two minutes in all: so long to answer, and more than WCAG 2.2.1 asks for.
const kWarnBeforeOnSharedMs = 45 * 1000;

/** Milliseconds left, by the server's clock when we know it. */
function time_left(session: Session, read_at: number): number {
  const server_read_at = session.server_time ? Date.parse(session.server_time) : read_at;
  return Date.parse(session.expires_at ?? '') - server_read_at - (Date.now() - read_at);
}

/** So much later must an end lie to be another one. */
const kLaterMs = 1000;

type Warning = 'none' | 'ask' | 'last';

export function SessionWarning({ session }: { session: Session }) {
  const [warning, set_warning] = useState<Warning>('none');
  const [read_at, set_read_at] = useState(Date.now());
  useEffect(() => {
    set_warning('none');
    if (!session.expires_at) return undefined;
    const now = Date.now();
    set_read_at(now);
    const left_ms = time_left(session, now);
    let is_here = true;
    // What the person did since then, here or in another tab, may have put the end off.
    const unless_later = async (act: () => void) => {
      const newest = await fetch_session().catch(() => null);
      if (!is_here) return;
      if (newest && !newest.authenticated) end_session();
      else if (newest && time_left(newest, Date.now()) > time_left(session, now) + kLaterMs) set_session(newest);
      else act();
    };
    const warn_before = session.shared_screen ? kWarnBeforeOnSharedMs : kWarnBeforeMs;
    const warn = setTimeout(() => void unless_later(() => set_warning('ask')), Math.max(0, left_ms - warn_before));
    const end = setTimeout(() => void unless_later(end_session), Math.max(0, left_ms));
    // Timers stand still while a computer sleeps; whoever opens it again must see nothing.
    const look_at_clock = () => {
      if (time_left(session, now) <= 0) end_session();
    };
    document.addEventListener('visibilitychange', look_at_clock);
    return () => {
      is_here = false;
      clearTimeout(warn);
      clearTimeout(end);
      document.removeEventListener('visibilitychange', look_at_clock);
    };
  }, [session]);

  if (warning === 'none') return null;
  if (warning === 'last') {
    const close = () => set_warning('none');
    return (
      <Dialog title={text('session.last_title')} onCancel={close}>
        <p>{text('session.last')}</p>
        <div class="buttons">
          <Button kind="primary" onPress={close}>{text('session.understood')}</Button>
          <LogoutForm csrf_token={session.csrf_token ?? ''} />
        </div>
      </Dialog>
    );
  }
  const stay = async () => {
    try {
      const newest = await prolong_session();
      if (time_left(newest, Date.now()) > time_left(session, read_at) + kLaterMs) set_session(newest);
      // Nobody stays logged in for ever, however often they press.
      else set_warning('last');
    } catch {
      await renew_session().catch(() => set_warning('none'));
    }
  };
  return (
    <Dialog title={text('session.title')} onCancel={() => void stay()}>
      <p>{text(session.shared_screen ? 'shared.text' : 'session.text')}</p>
      <div class="buttons">
        <Button kind="primary" onPress={() => void stay()}>{text('session.stay')}</Button>
        <LogoutForm csrf_token={session.csrf_token ?? ''} />
      </div>
    </Dialog>
  );
}

import { text } from '../language';
import { kLoggedOutNote } from '../store';

/** A plain form, so that the browser leaves the page and everything on it is forgotten. */
export function LogoutForm({ csrf_token, label, primary }: { csrf_token: string; label?: string; primary?: boolean }) {
  return (
    <form method="post" action="/logout" onSubmit={() => sessionStorage.setItem(kLoggedOutNote, '1')}>
      <input type="hidden" name="csrf_token" value={csrf_token} />
      <button type="submit" class={primary ? 'button button-primary' : 'button button-quiet'}>
        {label ?? text('auth.logout')}
      </button>
    </form>
  );
}

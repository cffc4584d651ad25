import { text } from '../language';

/** Not personal, and gone with the tab: only tells the next page what to say. */
export const kLoggedOutNote = 'logged_out';

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

/** The same without anybody pressing. */
export function leave(csrf_token: string): void {
  const form = document.createElement('form');
  const token = document.createElement('input');
  form.method = 'post';
  form.action = '/logout';
  token.type = 'hidden';
  token.name = 'csrf_token';
  token.value = csrf_token;
  form.append(token);
  document.body.append(form);
  form.submit();
}

import type { Session } from '../../../api_client/client';
import { Icon } from '../../../ui/icon';
import { text } from '../language';
import { Link } from '../router';
import { LanguageSwitch } from './language_switch';
import { LogoutForm } from './logout_form';

export function Header({ session, onLanguage }: { session: Session | null; onLanguage: () => void }) {
  const authority = session?.authority;
  const other = session?.acting_for;
  return (
    <header class="header">
      {session?.demo && <p class="demo-note">{text('app.demo')}</p>}
      {other && (
        <p class="acting-note">
          <Icon name="person" />
          <span>{text(other.scope === 'see' ? 'acting.banner_see' : 'acting.banner', { name: other.name })}</span>{' '}
          <Link to="/representation">{text('acting.change')}</Link>
        </p>
      )}
      <div class="header-row">
        <Link to="/" class="brand">
          <span class="brand-mark" aria-hidden="true">{authority?.name.slice(0, 1)}</span>
          <span>
            <span class="brand-name">{authority?.name ?? 'Fairdue'}</span>
            <span class="brand-service">{text('app.service')}</span>
          </span>
        </Link>
        <div class="header-tools">
          <LanguageSwitch offered={authority?.languages ?? []} onChange={onLanguage} />
          {session?.authenticated && (
            <div class="who">
              <p class="who-name">
                <Icon name="person" />
                <span class="sr-only">{text('auth.logged_in_as')} </span>
                <span>{session.name}</span>
              </p>
              <LogoutForm csrf_token={session.csrf_token ?? ''} />
            </div>
          )}
        </div>
      </div>
    </header>
  );
}

import { useState } from 'preact/hooks';
import { Alert } from '../../../ui/alert';
import { Icon } from '../../../ui/icon';
import { Panel } from '../../../ui/panel';
import { current_language, text } from '../language';
import { Contact } from '../parts/contact';
import { PageHeading } from '../parts/page_heading';
import { Link } from '../router';
import { current_session, kLoggedOutNote, useStore } from '../store';

const kPromises = [
  { name: 'see', icon: 'list' },
  { name: 'why', icon: 'question' },
  { name: 'pay', icon: 'check' },
] as const;

/** 'time' if it was not the person who ended it. */
function take_logged_out_note(): string | null {
  const note = sessionStorage.getItem(kLoggedOutNote);
  sessionStorage.removeItem(kLoggedOutNote);
  return note;
}

export function LandingPage() {
  const { ended } = useStore();
  const [note] = useState(take_logged_out_note);
  const authority = current_session()?.authority.name ?? '';
  return (
    <div class="page page-wide">
      {(ended || note) && (
        <Alert kind="info" announced>
          <p>{text(ended || note === 'time' ? 'session.ended' : 'auth.logged_out')}</p>
        </Alert>
      )}
      <div class="hero">
        <PageHeading title={text('landing.title')} />
        <p class="lead">{text('landing.lead', { authority })}</p>
        <a class="button button-primary button-large" href={`/login?lang=${current_language()}`}>
          {text('auth.login')}
        </a>
        <p class="quiet">{text(current_session()?.shared_screen ? 'shared.landing' : 'landing.login_hint')}</p>
      </div>
      <ul class="promises no-max-width">
        {kPromises.map(({ name, icon }) => (
          <li key={name}>
            <span class="promise-icon"><Icon name={icon} /></span>
            <h2 class="h4">{text(`landing.${name}_title`)}</h2>
            <p>{text(`landing.${name}_text`)}</p>
          </li>
        ))}
      </ul>
      <div class="panels">
        <Panel title={text('landing.sure_title')} icon="shield">
          <p>{text('landing.sure_text')}</p>
          <p><Link to="/security">{text('landing.sure_link')}</Link></p>
        </Panel>
        <Panel title={text('landing.help_title')} icon="phone">
          <p>{text('landing.help_text')}</p>
          <Contact />
        </Panel>
      </div>
    </div>
  );
}

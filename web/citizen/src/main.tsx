import { render } from 'preact';
import { App } from './app';
import { is_language, load_language } from './language';
import { end_session, read_boot, renew_session, start } from './store';
import './styles/main.scss';

const root = document.getElementById('app') as HTMLElement;

/** A page taken out of the browser's back-forward memory must not show who was here before. */
function forget_when_left(): void {
  addEventListener('pagehide', (event) => {
    if (event.persisted) render(null, root);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

function chosen_language(from_server: string | undefined) {
  const from_cookie = /(?:^|; )lang=([a-z]+)/.exec(document.cookie)?.[1];
  return [from_server, from_cookie].find(is_language) ?? 'da';
}

async function open_page(): Promise<void> {
  const boot = read_boot();
  start(boot);
  await load_language(chosen_language(boot.language));
  if (!boot.session) await renew_session().catch(end_session);
  root.replaceChildren();
  render(<App />, root);
  forget_when_left();
}

void open_page();

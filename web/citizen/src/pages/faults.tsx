import { Button } from '../../../ui/button';
import { Phone } from '../../../ui/phone';
import type { Fault } from '../api';
import { text } from '../language';
import { PageHeading } from '../parts/page_heading';
import { Link } from '../router';
import { current_session, renew_session } from '../store';

/** The way out that is always there: the front page, and a person to talk to. */
function WayOut() {
  const session = current_session();
  return (
    <p class="way-out">
      <Link to="/">{text(session?.authenticated ? 'nav.overview' : 'nav.front')}</Link>
      {session && <span>{text('contact.phone')}: <Phone number={session.authority.phone} /></span>}
    </p>
  );
}

export function FaultPage({ fault, onRetry }: { fault: Fault; onRetry: () => void }) {
  return (
    <div class="page">
      <PageHeading title={text('fault.title')} />
      <p class="lead" role="alert">{text(fault.kind === 'network' ? 'fault.network' : 'fault.server')}</p>
      <Button kind="primary" onPress={onRetry}>{text('fault.retry')}</Button>
      <WayOut />
    </div>
  );
}

export function MissingPage(props: { title?: string; text?: string }) {
  return (
    <div class="page">
      <PageHeading title={props.title ?? text('missing.title')} />
      <p class="lead">{props.text ?? text('missing.text')}</p>
      <WayOut />
    </div>
  );
}

export function CrashPage() {
  return (
    <div class="page">
      <PageHeading title={text('fault.title')} />
      <p class="lead" role="alert">{text('fault.crash')}</p>
      <p><a class="button button-primary" href="/">{text('nav.front')}</a></p>
      <WayOut />
    </div>
  );
}

/** Not even the session could be read. */
export function UnreachablePage() {
  const retry = () => {
    renew_session().catch(() => undefined);
  };
  return (
    <div class="page">
      <PageHeading title={text('fault.title')} />
      <p class="lead" role="alert">{text('fault.network')}</p>
      <Button kind="primary" onPress={retry}>{text('fault.retry')}</Button>
    </div>
  );
}

// Whether this browser is one that many people use, one after the other. Whoever sees to the screen decides it here.
import { Panel } from '../../../ui/panel';
import { text } from '../language';
import { PageHeading } from '../parts/page_heading';
import { useStore } from '../store';

export function CounterPage() {
  const is_shared = useStore().session?.shared_screen ?? false;
  return (
    <div class="page">
      <PageHeading title={text('counter.title')} />
      <p class="lead">{text('counter.lead')}</p>
      <ul>
        <li>{text('counter.idle')}</li>
        <li>{text('counter.bar')}</li>
        <li>{text('counter.draft')}</li>
        <li>{text('counter.phone')}</li>
        <li>{text('counter.anybody')}</li>
      </ul>
      <Panel title={text(is_shared ? 'counter.is_on' : 'counter.is_off')} icon={is_shared ? 'check' : 'info'}>
        <form method="post" action="/counter">
          <input type="hidden" name="shared" value={is_shared ? '0' : '1'} />
          <p class="form-buttons"><button type="submit" class={is_shared ? 'button' : 'button button-primary'}>
            {text(is_shared ? 'counter.stop' : 'counter.start')}
          </button></p>
        </form>
      </Panel>
    </div>
  );
}

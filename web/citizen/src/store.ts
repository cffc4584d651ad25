// What the page knows: the session, and answers of the server kept until they grow stale.
// Module state with subscribers; it lives and dies with the page and is never written to disk.
import { useEffect, useState } from 'preact/hooks';
import type { ClaimDetail, Overview, Payment, PlanAnswer, Session } from '../../api_client/client';
import { Fault, fetch_session, log_out_by_time, stay_logged_in } from './api';

/** Not personal, and gone with the tab: only tells the next page what to say. */
export const kLoggedOutNote = 'logged_out';

export interface Boot {
  session?: Session;
  overview?: Overview;
  claim?: ClaimDetail;
  payment?: Payment;
  plan?: PlanAnswer;
  language?: string;
}

interface State {
  session: Session | null;
  /** Why the person was logged out while the page was open, if so. */
  ended: boolean;
}

let state: State = { session: null, ended: false };
const answers = new Map<string, unknown>();
const watchers = new Set<() => void>();

function changed(next: Partial<State>): void {
  state = { ...state, ...next };
  for (const watcher of watchers) watcher();
}

export const current_session = (): Session | null => state.session;

/** The server puts what the first page needs into index.html; read once, then removed. */
export function read_boot(): Boot {
  const element = document.getElementById('boot');
  const written = element?.textContent ?? '{}';
  element?.remove();
  try {
    return JSON.parse(written) as Boot;
  } catch {
    return {};
  }
}

export function start(boot: Boot): void {
  if (boot.overview) answers.set('overview', boot.overview);
  if (boot.plan) answers.set('plan', boot.plan);
  if (boot.claim) answers.set(`claim/${boot.claim.id}`, boot.claim);
  if (boot.payment) answers.set(`payment/${boot.payment.id}`, boot.payment);
  if (boot.session) set_session(boot.session);
}

export function set_session(session: Session): void {
  changed({ session, ended: false });
}

export async function renew_session(): Promise<Session> {
  const session = await fetch_session();
  if (!session.authenticated && state.session?.authenticated) end_session();
  else set_session(session);
  return session;
}

/** The person pressed to say that they are still there. */
export async function prolong_session(): Promise<Session> {
  return stay_logged_in(state.session?.csrf_token ?? '');
}

/** Forgets everything about the person; the logged-out page is shown wherever they are. */
export function end_session(): void {
  const before = state.session;
  answers.clear();
  const session = before && {
    authenticated: false,
    demo: before.demo,
    authority: before.authority,
    direct_debit: before.direct_debit ?? false,
    shared_screen: before.shared_screen ?? false,
  };
  changed({ session, ended: true });
  if (before?.authenticated && before.shared_screen) void leave_shared_screen(before.csrf_token ?? '');
}

/** For the next one: nothing in the browser, an address that says nothing, and a page that was never theirs. */
async function leave_shared_screen(csrf_token: string): Promise<void> {
  sessionStorage.clear();
  if (!(await log_out_by_time(csrf_token))) return;
  sessionStorage.setItem(kLoggedOutNote, 'time');
  location.replace('/');
}

/** Amounts may have moved: what is owed is fetched again when next shown. */
export function forget_amounts(): void {
  for (const key of [...answers.keys()]) {
    if (!key.startsWith('payment/') && !key.startsWith('ability/')) answers.delete(key);
  }
}

export function useStore(): State {
  const [, redraw] = useState(0);
  useEffect(() => {
    const watcher = () => redraw((count) => count + 1);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return state;
}

export interface Resource<T> {
  data: T | null;
  fault: Fault | null;
  reload: () => void;
}

/** One answer of the server by key: from memory when we have it, else fetched. */
export function useResource<T>(key: string, fetch_it: () => Promise<T>): Resource<T> {
  const [tries, set_tries] = useState(0);
  const [, redraw] = useState(0);
  const [failed, set_failed] = useState<{ key: string; fault: Fault } | null>(null);
  useEffect(() => {
    if (answers.has(key)) return;
    let is_shown = true;
    set_failed(null);
    fetch_it().then(
      (data) => {
        answers.set(key, data);
        if (is_shown) redraw((count) => count + 1);
      },
      (fault: unknown) => {
        const known = fault instanceof Fault ? fault : new Fault('server', 'unexpected');
        if (known.kind === 'logged_out') end_session();
        else if (is_shown) set_failed({ key, fault: known });
      },
    );
    return () => {
      is_shown = false;
    };
  }, [key, tries]);
  return {
    data: (answers.get(key) as T | undefined) ?? null,
    fault: failed?.key === key ? failed.fault : null,
    reload: () => {
      answers.delete(key);
      set_tries((count) => count + 1);
    },
  };
}

/** Keeps an answer that came another way than through `useResource`. */
export function keep_answer(key: string, data: unknown): void {
  answers.set(key, data);
}

export function kept_answer<T>(key: string): T | null {
  return (answers.get(key) as T | undefined) ?? null;
}

// The frame around every page, and which page belongs to which path.
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import { SkipLink } from '../../ui/skip_link';
import { text } from './language';
import { ClaimPage } from './pages/claim';
import { CrashPage, MissingPage, UnreachablePage } from './pages/faults';
import { LandingPage } from './pages/landing';
import { OverviewPage } from './pages/overview';
import { PaymentPage } from './pages/payment';
import { PayPage } from './pages/pay';
import { Footer } from './parts/footer';
import { Header } from './parts/header';
import { OfflineNotice } from './parts/offline_notice';
import { PageApart } from './parts/page_apart';
import { SessionWarning } from './parts/session_warning';
import { SharedNote } from './parts/shared_note';
import { usePlace } from './router';
import { useStore } from './store';

const kId = '([A-Za-z0-9_-]{1,64})';

const load_accessibility = async () => (await import('./pages/accessibility')).AccessibilityPage;
const load_security = async () => (await import('./pages/security')).SecurityPage;
const load_privacy = async () => (await import('./pages/privacy')).PrivacyPage;
const load_plan = async () => (await import('./pages/plan')).PlanPage;
const load_new_plan = async () => (await import('./pages/new_plan')).NewPlanPage;
const load_ability = async () => (await import('./pages/ability')).AbilityPage;
const load_direct_debit = async () => (await import('./pages/direct_debit')).DirectDebitPage;
const load_enquiry = async () => (await import('./pages/enquiry')).EnquiryPage;
const load_creditors = async () => (await import('./pages/creditors')).CreditorsPage;
const load_referral = async () => (await import('./pages/referral')).ReferralPage;
const load_counter = async () => (await import('./pages/counter')).CounterPage;
const load_representation = async () => (await import('./pages/representation')).RepresentationPage;

interface Route {
  pattern: RegExp;
  page: (id: string) => preact.JSX.Element;
  /** Pages about a person need them to be logged in; everyone else sees the landing page. */
  personal: boolean;
}

const kRoutes: Route[] = [
  { pattern: /^\/$/, page: () => <OverviewPage />, personal: true },
  { pattern: new RegExp(`^/claims/${kId}$`), page: (id) => <ClaimPage key={id} claim_id={id} />, personal: true },
  { pattern: /^\/plan$/, page: () => <PageApart parts={[]} load={load_plan} />, personal: true },
  { pattern: /^\/plan\/new$/, page: () => <PageApart parts={['choose']} load={load_new_plan} />, personal: true },
  { pattern: /^\/ability$/, page: () => <PageApart parts={['ability']} load={load_ability} />, personal: true },
  { pattern: /^\/direct-debit$/, page: () => <PageApart parts={['direct_debit']} load={load_direct_debit} />, personal: true },
  {
    pattern: /^\/representation$/,
    page: () => <PageApart parts={['representation']} load={load_representation} />,
    personal: true,
  },
  {
    pattern: new RegExp(`^/(?:ask|claims/${kId}/ask)$`),
    page: (id) => <PageApart key={`ask ${id}`} parts={['enquire']} load={load_enquiry} />,
    personal: true,
  },
  { pattern: /^\/creditors$/, page: () => <PageApart parts={['choose', 'creditors']} load={load_creditors} />, personal: true },
  { pattern: /^\/referral$/, page: () => <PageApart parts={['referral']} load={load_referral} />, personal: true },
  { pattern: /^\/pay$/, page: () => <PayPage />, personal: true },
  {
    pattern: new RegExp(`^/(?:payments|receipts)/${kId}$`),
    page: (id) => <PaymentPage key={id} payment_id={id} />,
    personal: true,
  },
  { pattern: /^\/counter$/, page: () => <PageApart parts={['counter']} load={load_counter} />, personal: false },
  { pattern: /^\/accessibility$/, page: () => <PageApart parts={['accessibility']} load={load_accessibility} />, personal: false },
  { pattern: /^\/security$/, page: () => <PageApart parts={['security']} load={load_security} />, personal: false },
  { pattern: /^\/privacy$/, page: () => <PageApart parts={['privacy']} load={load_privacy} />, personal: false },
];

function page_for(path: string, authenticated: boolean) {
  for (const route of kRoutes) {
    const match = route.pattern.exec(path);
    if (match) return route.personal && !authenticated ? <LandingPage /> : route.page(match[1] ?? '');
  }
  return <MissingPage />;
}

export function App() {
  const { session } = useStore();
  const place = usePlace();
  const [, set_language_changes] = useState(0);
  const [crash, forget_crash] = useErrorBoundary();
  // Moving on is the way out of a page that broke.
  useEffect(() => {
    if (crash) forget_crash();
  }, [place.move]);
  useEffect(() => {
    if (session) document.documentElement.dataset.theme = session.authority.country.toLowerCase();
  }, [session]);

  let page = <UnreachablePage />;
  if (crash) page = <CrashPage />;
  else if (session) page = page_for(place.path, session.authenticated);
  return (
    <>
      <SkipLink target_id="main" label={text('app.skip')} />
      {session?.shared_screen && session.authenticated && <SharedNote session={session} />}
      <Header session={session} onLanguage={() => set_language_changes((count) => count + 1)} />
      <OfflineNotice />
      <main id="main" tabIndex={-1}>{page}</main>
      <Footer />
      {session?.authenticated && <SessionWarning session={session} />}
    </>
  );
}

// A screen at a library that many people use: short sessions, a way out that is always in sight, and nothing left behind.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { check, kNoDatabase, let_pass, make, open_claims, shots } from './made_links';
import { answer_wallet, choose_claims, go_to_wallet, kClose, kPeople, log_in, test } from './portal';

test.skip(kNoDatabase, 'looks at the pages of a real server');

const references = open_claims('BETWEEN 1 AND 99999', 80).slice(60);

test('a shared screen: chosen on the screen itself, short, and empty for the next one', async ({ page }) => {
  await page.goto('/counter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('En skærm, som flere bruger');
  await check(page);
  await shots(page, 'counter');
  await page.getByRole('button', { name: 'Brug skærmen fælles' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByText('Fælles skærm: Vi logger dig ud')).toBeVisible();

  await log_in(page, kPeople.one_overdue);
  const done = page.getByRole('button', { name: 'Jeg er færdig' });
  await expect(done).toBeVisible();
  const seconds = await page.evaluate(async () => {
    const session = (await (await fetch('/api/citizen/v1/session')).json()) as { expires_at: string; server_time: string };
    return (Date.parse(session.expires_at) - Date.parse(session.server_time)) / 1000;
  });
  expect(seconds).toBeGreaterThan(100);
  expect(seconds).toBeLessThanOrEqual(120);
  await check(page);
  await shots(page, 'counter-logged-in');

  // Also far down a long page, and for whoever uses the keyboard alone.
  await page.goto('/ask');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(done).toBeInViewport();
  await page.evaluate(() => sessionStorage.setItem('left', 'behind'));
  await done.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Fælles skærm: Vi logger dig ud')).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem('left'))).toBeNull();
  await page.goBack();
  await expect(page.locator('header').getByText(kPeople.one_overdue)).toHaveCount(0);
  await expect(page.locator('main')).not.toContainText('Hvad vil du sige?');

  await page.goto('/counter');
  await page.getByRole('button', { name: 'Brug den ikke fælles mere' }).click();
  await expect(page.getByText('Denne skærm er ikke fælles')).toBeVisible();
  await log_in(page, kPeople.one_overdue);
  await expect(done).toHaveCount(0);
});

async function share(page: Page): Promise<void> {
  await page.goto('/counter');
  await page.getByRole('button', { name: 'Brug skærmen fælles' }).click();
  await expect(page.getByText('Fælles skærm: Vi logger dig ud')).toBeVisible();
}

/** On the page's clock and on the server's. */
async function pass(page: Page, seconds: number): Promise<void> {
  let_pass(seconds);
  await page.clock.runFor(seconds * 1000);
}

/**
 * Time passes until nobody is logged in. The text is there before the page is loaded anew for the next one, and a
 * browser that is closed just then hangs; so the test waits for both.
 */
async function pass_until_ended(page: Page, seconds: number): Promise<void> {
  const loaded_anew = page.waitForEvent('load');
  await pass(page, seconds);
  await loaded_anew;
  await expect(page.getByText('Du er blevet logget ud, fordi')).toBeVisible();
}

/** The status of each answer to what a page asks of this path. */
function answers_to(page: Page, path: string): number[] {
  const seen: number[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === path) seen.push(response.status());
  });
  return seen;
}

test('the warning on a shared screen can be answered, and otherwise ends it at the server', async ({ page, context }) => {
  await page.clock.install();
  await share(page);
  await log_in(page, kPeople.one_overdue);
  const logouts = answers_to(page, '/logout');
  await pass(page, 80);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Det er en fælles skærm');
  await shots(page, 'counter-warning');
  await dialog.getByRole('button', { name: 'Fortsæt' }).click();
  await expect(dialog).toHaveCount(0);
  await page.evaluate(() => sessionStorage.setItem('left', 'behind'));
  await page.goto('/ask');
  await expect(page.getByRole('button', { name: 'Jeg er færdig' })).toBeVisible();
  await expect(page.locator('main form').first()).toBeVisible();
  await pass_until_ended(page, 125);
  await expect(page.locator('header').getByText(kPeople.one_overdue)).toHaveCount(0);
  await expect(page).toHaveURL(/\/$/);
  // It is still a shared screen, nobody is logged in, and nothing is left.
  await expect(page.getByText('Fælles skærm: Vi logger dig ud')).toBeVisible();
  expect(logouts).toEqual([303]);
  expect((await context.cookies()).map(({ name }) => name).filter((name) => /session|link/.test(name))).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.getItem('left'))).toBeNull();
  await shots(page, 'counter-ended');
  await page.goBack();
  await expect(page.locator('header').getByText(kPeople.one_overdue)).toHaveCount(0);
});

test('after a quarter of an hour no press helps, and the page says so', async ({ page }) => {
  await page.clock.install();
  await share(page);
  await log_in(page, kPeople.one_overdue);
  let_pass(13 * 60, ['started']);
  await page.reload();
  await expect(page.locator('header').getByText(kPeople.one_overdue)).toBeVisible();
  await pass(page, 80);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Fortsæt' }).click();
  await expect(dialog).toContainText('kan ikke forlænges');
  await shots(page, 'counter-last');
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(dialog).toHaveCount(0);
  await pass_until_ended(page, 60);
});

test('a payment that waits keeps nobody logged in', async ({ page, browser_faults }) => {
  test.slow();  // minutes of timers, one by one
  await page.clock.install();
  await share(page);
  await log_in(page, kPeople.many_claims);
  await choose_claims(page, 1);
  await go_to_wallet(page);
  await answer_wallet(page, kClose);
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';
  const watched = answers_to(page, `/api/citizen/v1/payments/${id}/progress`);
  for (let tens = 0; tens < 7; tens += 1) await pass(page, 10);
  await expect.poll(() => watched.length).toBeGreaterThan(3);
  expect(watched.every((status) => status === 200)).toBe(true);
  await pass(page, 10);
  await expect(page.getByRole('dialog')).toContainText('Det er en fælles skærm');
  await pass_until_ended(page, 50);
  // The waiting page may be the first to hear of it.
  for (const fault of browser_faults.splice(0)) expect(fault).toContain('401');
});

test('a page behind a link on a shared screen: the way out in sight, without a script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(make('letter', references).path);
  await expect(page.getByRole('button', { name: 'Jeg er færdig' })).toHaveCount(0);
  await context.addCookies([{ name: 'shared_screen', value: '1', url: new URL(page.url()).origin }]);
  await page.goto('/p/choices/question');
  await page.getByLabel('Hvad vil du spørge om').fill('Hvad er det for en regning?');
  await page.getByRole('button', { name: 'Mere tid' }).click();
  await expect(page.getByLabel('Hvad vil du spørge om')).toHaveValue('Hvad er det for en regning?');
  await page.getByRole('button', { name: 'Jeg er færdig' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Du er færdig');
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['shared_screen']);
  // What was sent to be shown again is gone from the browser: it has nothing to go back to.
  await page.goBack().catch(() => undefined);
  await expect(page.getByText('Hvad vil du spørge om')).toHaveCount(0);
  await expect(page.getByText('Hvad er det for en regning?')).toHaveCount(0);
  await context.close();
});

test('a page behind a link on a shared screen: pictures, and the end by time', async ({ page }) => {
  await share(page);
  await page.goto(make('letter', references).path);
  await check(page);
  await shots(page, 'counter-link');
  await page.goto('/p/choices/objection');
  await shots(page, 'counter-link-form');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(page.getByRole('button', { name: 'Jeg er færdig' })).toBeInViewport();
  // What the last 45 seconds look like.
  await page.evaluate(() => document.getAnimations().forEach((each) => each.finish()));
  await expect(page.getByText('Siden lukker om et øjeblik')).toBeVisible();
  await shots(page, 'counter-link-soon');
  // The browser goes by itself where the server told it to, here sooner.
  await page.route('**/p', async (route) => {
    const response = await route.fetch();
    expect(response.headers().refresh).toBe('300; url=/p/done?by=time');
    await route.fulfill({ response, headers: { ...response.headers(), refresh: '1; url=/p/done?by=time' } });
  });
  await page.goto('/p');
  await expect(page).toHaveURL(/\/p\/done\?by=time$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Siden er lukket');
  await shots(page, 'counter-link-over');
  await page.unroute('**/p');
  await page.goto('/p');
  await expect(page.getByLabel('Kode')).toBeVisible();
  await page.goto('/p/done?language=en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are done');
  await shots(page, 'counter-link-done-english');
});

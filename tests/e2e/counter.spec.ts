// A screen at a library that many people use: short sessions, a way out that is always in sight, and nothing left behind.
import { expect } from '@playwright/test';
import { check, kNoDatabase, make, open_claims, shots } from './made_links';
import { kPeople, log_in, test } from './portal';

test.skip(kNoDatabase, 'looks at the pages of a real server');

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

test('the warning on a shared screen can be answered, and otherwise ends it', async ({ page }) => {
  await page.clock.install();
  await page.goto('/counter');
  await page.getByRole('button', { name: 'Brug skærmen fælles' }).click();
  await log_in(page, kPeople.one_overdue);
  await page.clock.runFor(80_000);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Det er en fælles skærm');
  await dialog.getByRole('button', { name: 'Fortsæt' }).click();
  await expect(dialog).toHaveCount(0);
  // Nobody answers: the server is told, the browser forgets, and the page is the first one again.
  const left = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/logout'));
  await page.evaluate(() => sessionStorage.setItem('left', 'behind'));
  await page.clock.runFor(125_000);
  await left;
  await expect(page.getByText('Fælles skærm: Vi logger dig ud')).toBeVisible();
  await expect(page.locator('header').getByText(kPeople.one_overdue)).toHaveCount(0);
  expect(await page.evaluate(() => sessionStorage.getItem('left'))).toBeNull();
});

test('a link that was opened on a shared screen closes with a press, and when nobody is there', async ({ page }) => {
  await page.goto('/counter');
  await page.getByRole('button', { name: 'Brug skærmen fælles' }).click();
  const { path } = make('letter', open_claims('BETWEEN 1 AND 99999', 90).slice(70));
  await page.goto(path);
  const link = async () => (await page.context().cookies()).find(({ name }) => name.endsWith('link'));
  const life = async () => ((await link())?.expires ?? 0) - Date.now() / 1000;
  expect(await life()).toBeGreaterThan(500);
  expect(await life()).toBeLessThanOrEqual(601);
  const done = page.getByRole('button', { name: 'Jeg er færdig' });
  await page.goto('/p/choices/question');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(done).toBeInViewport();
  await shots(page, 'counter-link');

  // After eight minutes it asks; asking is no press.
  const answer = await page.request.get('/p', { maxRedirects: 0 });
  expect(answer.headers()['refresh']).toBe('480; url=/p/shared/waiting');
  const waiting = await page.goto('/p/shared/waiting');
  expect(waiting?.headers()['refresh']).toBe('120; url=/p/shared/done');
  expect(await waiting?.headerValue('set-cookie')).toBeNull();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Er du her endnu?');
  await shots(page, 'counter-link-asks');
  await page.getByRole('link', { name: 'Ja, fortsæt' }).click();
  await expect(page).toHaveURL(/\/p$/);

  await done.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Siden er lukket');
  await expect(done).toHaveCount(0);
  expect(await link()).toBeUndefined();
  await shots(page, 'counter-link-done');
  await page.goto('/p');
  await expect(page.locator('.amount')).toHaveCount(0);
  await page.goto('/p/choices/question');
  await expect(page.getByLabel('Hvad vil du spørge om?')).toHaveCount(0);

  // Whoever logs out takes the link with them.
  await page.goto(make('letter', open_claims('BETWEEN 1 AND 99999', 90).slice(60, 70)).path);
  await log_in(page, kPeople.one_overdue);
  expect(await link()).toBeDefined();
  await done.click();
  await expect(page.getByText('Fælles skærm: Vi logger dig ud')).toBeVisible();
  expect(await link()).toBeUndefined();
});

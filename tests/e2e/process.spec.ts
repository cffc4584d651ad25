// What happens if one does not pay: reached from a claim, from the pages behind a link, and read at every width.
import { expect } from '@playwright/test';
import { expect_accessible, expect_no_sideways_scroll, kPeople, log_in, test } from './portal';

test.skip(!process.env.FAIRDUE_URL, 'the stand-in server has no procedure');

test('a claim leads to the steps, and they say what they cost and what one can do', async ({ page }) => {
  await log_in(page, kPeople.several_claims);
  await page.locator('.claim-link[href^="/claims/"]').first().click();
  await page.getByRole('link', { name: 'Se alle trin, og hvad det højst kan koste' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hvad sker der, hvis du ikke betaler?');
  await expect(page.locator('main')).toContainText('2. Rykker');
  await expect(page.locator('main')).toContainText('gebyrloven § 2');
  await expect(page.locator('main .amount').first()).toHaveText(/100.kr/);
  await expect(page.locator('main .note')).toHaveCount(4);
});

test('from the page for codes; in both languages at every width, and with large text', async ({ page }) => {
  await page.goto('/p?enter=code');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Hvad sker der, hvis jeg ikke betaler?' }).click();
  for (const language of ['da', 'en']) {
    await page.goto(`/process?language=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expect_no_sideways_scroll(page);
      await expect_accessible(page);
    }
  }
  // The names of laws and offices stay as they are; no sentence does.
  expect(await page.locator('main p, main li').allInnerTexts()).not.toContainEqual(expect.stringMatching(/ (af|på|ikke|højst) /));
  await page.setViewportSize({ width: 320, height: 700 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await expect_no_sideways_scroll(page);
});

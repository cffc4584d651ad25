// What a phone must load before it can show the first page: the page with its style inside, and the scripts it asks for.
// The budget is bytes as they go over the network (gzip), fonts apart: text is shown before they are there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const kDist = fileURLToPath(new URL('dist', import.meta.url));
const kMostBytes = 40_000;      // page, style and scripts of the first view, in one language
const kMostFontBytes = 36_000;  // two weights, compressed as they are

const size = (path) => gzipSync(readFileSync(join(kDist, path)), { level: 9 }).length;

/** The page's own scripts and those they import without waiting to be asked; each once. */
function scripts_of(page) {
  const found = new Set([...page.matchAll(/<(?:script|link)[^>]*(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path));
  for (const path of found) {
    const source = readFileSync(join(kDist, path), 'utf8');
    for (const [, name] of source.matchAll(/(?:import|from)\s*"\.\/([^"]+\.js)"/g)) found.add(`assets/${name}`);
  }
  return [...found];
}

test('the first view fits the budget', () => {
  expect(existsSync(join(kDist, 'index.html')), 'the pages are not built: npm run build').toBe(true);
  const page = readFileSync(join(kDist, 'index.html'), 'utf8');
  expect(page, 'a style outside the page is one more journey').not.toMatch(/rel="stylesheet"/);
  const scripts = scripts_of(page);
  expect(scripts.length).toBeGreaterThanOrEqual(2);  // the app and one language, at the least
  const sizes = Object.fromEntries(['index.html', ...scripts].map((path) => [path, size(path)]));
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(kMostBytes);
});

test('the fonts fit theirs, and wait their turn', () => {
  const page = readFileSync(join(kDist, 'index.html'), 'utf8');
  const fonts = new Set([...page.matchAll(/assets\/[^")]+\.woff2/g)].map(([path]) => path));
  const bytes = [...fonts].reduce((sum, path) => sum + readFileSync(join(kDist, path)).length, 0);
  expect(bytes).toBeLessThanOrEqual(kMostFontBytes);
  expect(page).toMatch(/font-display:\s*swap/);
});

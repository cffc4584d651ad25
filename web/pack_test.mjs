import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'pack-'));
const script = 'let words = "again and again and again and again";\n'.repeat(20);
const page = '<style>a{color:red}</style><!--boot-->';
const pack = () => execFileSync('node', [fileURLToPath(new URL('pack.mjs', import.meta.url)), join(folder, 'dist'), join(folder, 'out'), 'portal']);
const written = (name) => readFileSync(join(folder, 'out', name));

beforeAll(() => {
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(join(folder, 'dist/index.html'), page);
  writeFileSync(join(folder, 'dist/assets/index-AbCd_123.js'), script);
  pack();
});

test('a page stays as it is, with the hash of its style', () => {
  const hash = createHash('sha256').update('a{color:red}').digest('base64');
  const source = written('portal.cc').toString();
  expect(source).toContain(`"sha256-${hash}"`);
  expect(source).toMatch(new RegExp(`"/index.html"[^}]*, ${page.length}\\), false, false,`));
  expect(written('portal.bin').includes(page)).toBe(true);
});

test('a script is gzipped and may be kept for ever', () => {
  const source = written('portal.cc').toString();
  const [, length] = /"\/assets\/index-AbCd_123.js"[^}]*?, (\d+)\), true, true,/.exec(source) ?? [];
  expect(gunzipSync(written('portal.bin').subarray(0, Number(length))).toString()).toBe(script);
});

test('the same input gives the same output', () => {
  const before = written('portal.bin');
  pack();
  expect(written('portal.bin').equals(before)).toBe(true);
});

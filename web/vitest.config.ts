import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { include: ['**/*_test.{ts,tsx,mjs}'], exclude: ['**/node_modules/**', '**/dist/**'] },
});

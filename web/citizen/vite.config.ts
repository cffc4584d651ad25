import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { inlineStyles } from './inline_styles.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('./'),
  plugins: [inlineStyles()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: {
      '@fds': path('../node_modules/dkfds/src/stylesheets'),
      '@fonts': path('../node_modules/dkfds/src/fonts/IBMPlexSans/split/woff2'),
    },
  },
  build: {
    target: 'es2022',
    // inline_styles.ts names the few files that are worth asking for early.
    modulePreload: false,
    // A data: URL would not pass the content security policy.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['if-function', 'import'] },
    },
  },
});

// Puts the one style sheet into index.html and names what the first page needs next, so that
// the skeleton is painted after a single request. The packer computes the style's hash for the
// content security policy; nothing here has to know it.
import type { Plugin } from 'vite';

/** The texts in the language most people read, and what they import. */
const kFirstChunks = ['da', 'cardinals'];
const kFirstFont = /IBMPlexSans-Regular/;

export function inlineStyles(): Plugin {
  return {
    name: 'fairdue-inline-styles',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('index.html is not in the bundle');
        let html = String(page.source);
        const preloads: string[] = [];
        for (const [name, output] of Object.entries(bundle)) {
          if (output.type === 'asset' && name.endsWith('.css')) {
            html = html.replace(/<link rel="stylesheet"[^>]*>/, '');
            // A function, because "$&" in a style sheet must not be read as a pattern.
            html = html.replace('</head>', () => `<style>${String(output.source).trim()}</style></head>`);
            delete bundle[name];
          } else if (output.type === 'asset' && kFirstFont.test(name)) {
            preloads.push(`<link rel="preload" as="font" type="font/woff2" href="/${name}" crossorigin>`);
          } else if (output.type === 'chunk' && kFirstChunks.includes(output.name)) {
            preloads.push(`<link rel="modulepreload" href="/${name}">`);
          }
        }
        html = html.replace('</head>', () => `${preloads.join('')}</head>`);
        page.source = html;
      },
    },
  };
}

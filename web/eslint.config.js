import tseslint from 'typescript-eslint';

/** What would open a way past the content security policy, or keep data of a person on disk. */
const kForbidden = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is text: no HTML from strings.' },
  { selector: "JSXAttribute[name.name='style']", message: 'The content security policy refuses inline styles.' },
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML)$/]", message: 'Text is text: no HTML from strings.' },
  { selector: "ExportDefaultDeclaration", message: 'Export by name.' },
];

export default tseslint.config(
  { ignores: ['**/dist/', 'messages/compiled/', 'api_client/schema.d.ts', '**/test-results/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'max-lines': ['error', 250],
      'no-eval': 'error',
      'no-restricted-globals': ['error', { name: 'localStorage', message: 'Nothing about a person stays on the device.' }],
      'no-restricted-syntax': ['error', ...kForbidden],
    },
  },
  {
    files: ['**/*.config.ts', 'eslint.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);

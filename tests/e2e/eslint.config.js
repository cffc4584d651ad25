// The same rules as for the portal itself.
export { default } from '../../web/eslint.config.js';

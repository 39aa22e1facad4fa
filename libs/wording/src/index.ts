export { type Borne, wordingFaults } from './wording.rules.js';

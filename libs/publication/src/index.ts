export { publicationMigrations } from './migrations/index.js';
export { PublicationHttpModule } from './publication.http.module.js';
export { PublicationModule } from './publication.module.js';
export { type Borne, wordingFaults } from './wording/wording.rules.js';

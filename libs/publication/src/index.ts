export { publicationMigrations } from './migrations/index.js';
export { PublicationHttpModule } from './publication.http.module.js';
export { PublicationJobsModule } from './publication.jobs.module.js';
export { PublicationModule } from './publication.module.js';
export { QuoteStatements } from './statement/quote.js';
export { statementLifecycle } from './statement/statement.lifecycle.js';
export { VerifyStatements } from './statement/verify-statements.js';

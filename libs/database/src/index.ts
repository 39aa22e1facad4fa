export { createDataSource, type DataSourceParts } from './data-source.js';
export { Database } from './database.js';
export { DatabaseModule } from './database.module.js';
export { type EmbeddedServer, type EmbeddedServerParts, startEmbeddedServer } from './embedded/index.js';
export { runMigrations } from './migrate.js';
export { Tx } from './tx.js';
export { UnitOfWork } from './unit-of-work.js';
export { databaseMigrations } from './migrations/index.js';
export { Once } from './once.js';

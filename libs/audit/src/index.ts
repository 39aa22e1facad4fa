export { AuditModule } from './audit.module.js';
export type { LoggedEvent, NewEvent } from './event.js';
export { EventLog } from './event-log.js';
export { auditMigrations } from './migrations/index.js';

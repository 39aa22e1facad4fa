export { applyCalendar } from './apply-calendar.js';
export { castDomain } from './cast.rules.js';
export { Demonstration, type DemonstrationParts } from './demonstration.js';
export { DemonstrationModule } from './demonstration.module.js';
export { builtInDemonstration, type DemonstrationSettings } from './demonstration.settings.js';
export { demonstrationMigrations } from './migrations/index.js';

import { Event20261123000300 } from './20261123000300-event.js';

export const auditMigrations = [Event20261123000300];

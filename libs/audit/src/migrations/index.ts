import { Event20261123000300 } from './20261123000300-event.js';
import { ActingFor20261124000050 } from './20261124000050-acting-for.js';

export const auditMigrations = [Event20261123000300, ActingFor20261124000050];

import { WorkItem20261123000600 } from './20261123000600-work-item.js';

export const implementationMigrations = [WorkItem20261123000600];
